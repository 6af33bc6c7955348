using System.CommandLine;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;

namespace Gateway.Host.Commands.Plugins;

/// <summary><c>plugins</c>: what there is to enable, and what of it runs.</summary>
internal static class PluginsCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var plugins = new Command("plugins", "Look at the plugins, and at what they do in running gateways");
        plugins.Subcommands.Add(ListCommand.Create(gateway));
        plugins.Subcommands.Add(InspectCommand.Create(gateway));
        plugins.Subcommands.Add(CheckCommand.Create());
        plugins.Subcommands.Add(LockCommand.Create(gateway));
        plugins.Subcommands.Add(NewCommand.Create());
        return plugins;
    }

    /// <summary>One line on stderr for each file that is left out.</summary>
    public static void PrintProblems(IEnumerable<PluginProblem> problems)
    {
        foreach (var problem in problems) Warn(problem.ToString());
    }

    public static void Warn(string sentence) => Console.Error.WriteLine($"mcp-gateway: {Printable.Line(sentence, 1000)}");
}
