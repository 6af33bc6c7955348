using System.CommandLine;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Running;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Plugins;

/// <summary><c>plugins list</c>: what can be enabled and what is, read from files without running any code of them.</summary>
internal static class ListCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var list = new Command("list", "List the plugins, and which of them running gateways use; with the options of serve, also what these would enable");
        list.Options.Add(json);
        gateway.AddTo(list);
        list.SetAction(result => GatewayCommand.Run(() => Run(gateway.ReadPlugins(result), result.GetValue(json))));
        return list;
    }

    private static int Run(PluginArguments arguments, bool isJson)
    {
        var catalogue = PluginSet.Scan(arguments.PluginFolders);
        PluginsCommand.PrintProblems(catalogue.Problems);
        var selected = arguments.Plugins.IsEmpty ? null : arguments.Plugins.Resolve(catalogue);
        var configured = Configured(arguments);
        foreach (var name in configured ?? [])
        {
            string[] known = [.. catalogue.Plugins.Select(plugin => plugin.Name)];
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase)) PluginsCommand.Warn($"the configuration has plugins.{name}, but no plugin has that name{NearestName.Suggest(name, known)}");
        }

        var plugins = PluginListing.Of(catalogue, new RunFolder(GatewayHome.Run).Read(), selected, configured);
        if (isJson) ListJson.Print(plugins, Console.Out);
        else ListTable.Print(plugins, Console.Out);
        return ExitCodes.Ok;
    }

    // Null when no configuration is given.
    private static string[]? Configured(PluginArguments arguments) => arguments is { ConfigurationPath: null, ConfigPath: null }
        ? null
        : [.. ConfigurationLoader.LoadPolicy(arguments.ConfigurationPath, arguments.ConfigPath, ConfigurationEnvironment.Current).Plugins.Keys];
}
