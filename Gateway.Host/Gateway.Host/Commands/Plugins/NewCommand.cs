using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Gateway.Core.Plugins;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Plugins;

/// <summary><c>plugins new</c>: the template, without having to install it first.</summary>
internal static class NewCommand
{
    private static readonly string[] Kinds = ["text-guardrail", "guardrail", "tracer", "both"];

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name of the project and of its folder" };
        var kind = new Option<string>("--kind") { Description = "What the plugin is", HelpName = string.Join('|', Kinds), DefaultValueFactory = _ => Kinds[0] };
        var output = new Option<string?>("--output") { Description = "Where it is made; a folder of its name by default", HelpName = "DIR" };
        kind.AcceptOnlyFromAmong(Kinds);
        output.Aliases.Add("-o");
        var create = new Command("new", "Make a project for a plugin of your own");
        create.Arguments.Add(name);
        create.Options.Add(kind);
        create.Options.Add(output);
        create.SetAction(result => GatewayCommand.Run(() => Run(result.GetValue(name)!, result.GetValue(kind)!, result.GetValue(output))));
        return create;
    }

    private static int Run(string name, string kind, string? output)
    {
        // The template makes a class and a file of it.
        if (!name.Any(char.IsLetterOrDigit) || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name.Contains('\\'))
            throw new UsageException($"'{name}' is no name for a project; use letters, digits, '.', '_' and '-'");
        SdkPackages.Install();
        if (DotNet("new", "install", SdkPackages.Template(), "--force") is not 0 and var failed) return failed;
        return DotNet(["new", "mcpgateway-plugin", "--name", name, "--kind", kind, .. output is null ? [] : (string[])["--output", output]]);
    }

    private static int DotNet(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })!; // never null without the shell
            process.WaitForExit();
            return process.ExitCode == 0 ? ExitCodes.Ok : ExitCodes.Usage;
        }
        catch (Win32Exception exception)
        {
            throw new PluginException("'dotnet' can't be started, and the template needs it; install the .NET 10 SDK and put it on the PATH", exception);
        }
    }
}
