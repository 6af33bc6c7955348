using System.CommandLine;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Checking;
using Gateway.Core.Protocol;
using Gateway.Host.Logging;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Plugins;

/// <summary><c>plugins check</c>: everything that a gateway would have to say about one plugin.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A plugin's DLL, or its folder" };
        var load = new Option<bool>("--load") { Description = "Also load and create it, as a gateway would: this runs its code" };
        var config = new Option<string?>("--config") { Description = "A file with the plugin's options, for --load", HelpName = "FILE" };
        var command = new Command("check", "Tell what would be wrong with a plugin, without running its code");
        command.Arguments.Add(path);
        command.Options.Add(load);
        command.Options.Add(config);
        command.SetAction(result => GatewayCommand.Run(() => Run(result.GetValue(path)!, result.GetValue(load), result.GetValue(config)))); // never null: the argument is required
        return command;
    }

    private static int Run(string path, bool isLoaded, string? config)
    {
        var report = new PluginCheck(PluginCatalogue.Scan([PluginSet.Bundled]), PluginRules.Default).Run(path);
        var problems = report.Problems.ToList();
        Say("plugin", report.File.IsBare ? $"{report.File.AssemblyPath}, a bare DLL: it takes the DLLs beside it that it references" : report.File.Folder);
        foreach (var export in report.Exports) Say(export.KindName, Describe(export));
        if (report.Exports.Count > 0)
        {
            Say("version", report.Exports[0].Version);
            Say("contract", $"{report.Exports[0].ContractVersion} (this gateway has {PluginRules.Default.Contract.ToString(2)})");
            Say("files", $"{report.Files.Count} that this machine would load");
        }

        if (report.IsLocked is true) Say("locked", "as in the plugins.lock beside it");
        if (isLoaded && problems.Count == 0) problems.AddRange(Load(report, config));
        foreach (var problem in problems) Say("problem", problem);
        Say("result", problems.Count switch { 0 when isLoaded => "fine: it was loaded and created", 0 => "fine", 1 => "1 problem", _ => $"{problems.Count} problems" });
        return problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Usage;
    }

    private static IEnumerable<string> Load(PluginReport report, string? config)
    {
        using var log = CommandLog.Open(null, quiet: true);
        var configuration = ConfigurationLoader.LoadPolicy(null, config, ConfigurationEnvironment.Current);
        foreach (var export in report.Exports)
        {
            var set = new PluginSet([export]);
            string? problem = null;
            try
            {
                set.Load(configuration, log);
            }
            catch (PluginException exception)
            {
                problem = exception.Message;
            }

            set.DisposeAsync().AsTask().Wait();
            if (problem is not null) yield return problem;
        }
    }

    private static string Describe(PluginDescription export)
    {
        var description = export.Description is { Length: > 0 } text ? $": {text}" : "";
        var what = export.Kind is PluginKind.Guardrail ? $"{export.Directions}, order {export.Order}" : export.Payloads ? "with arguments and results" : "without arguments and results";
        return $"{export.Name} ({export.TypeName}, {what}{(export.IsByNameOnly ? ", by name only" : "")}){description}";
    }

    private static void Say(string what, string text) => Console.Out.WriteLine($"{what,-10}{Printable.Line(text, 2000)}");
}
