using System.CommandLine;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Plugins;

/// <summary><c>plugins inspect</c>: everything about one plugin that its files tell, without running any code of it.</summary>
internal static class InspectCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var name = new Argument<string>("NAME") { Description = "The plugin's name, or that of its class" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var inspect = new Command("inspect", "Show one plugin: what it looks at, its options and its files");
        inspect.Arguments.Add(name);
        inspect.Options.Add(json);
        inspect.Options.Add(gateway.PluginFolders);
        inspect.SetAction(result => GatewayCommand.Run(() => Run(result.GetValue(name)!, result.GetValue(gateway.PluginFolders) ?? [], result.GetValue(json))));
        return inspect;
    }

    private static int Run(string name, IReadOnlyList<string> folders, bool isJson)
    {
        var catalogue = PluginSet.Scan(folders);
        var found = Find(name, catalogue);
        if (found.GroupBy(plugin => plugin.Kind).Any(kind => kind.Count() > 1)) PluginsCommand.Warn($"'{name}' is there more than once; it cannot be enabled before all but one are removed or renamed");
        InspectedPlugin[] plugins = [.. found.Select(InspectedPlugin.Of)];
        if (isJson) InspectJson.Print(plugins, Console.Out);
        else InspectText.Print(plugins, Console.Out);
        return ExitCodes.Ok;
    }

    // As it would be enabled: a name goes before the name of a class.
    private static PluginDescription[] Find(string name, PluginCatalogue catalogue)
    {
        PluginDescription[] found = [.. catalogue.Plugins.Where(plugin => Is(plugin.Name))];
        if (found.Length == 0) found = [.. catalogue.Plugins.Where(plugin => Is(plugin.ClassName))];
        if (found.Length > 0) return found;
        if (catalogue.Problems.FirstOrDefault(problem => problem.Names.Any(Is)) is { } broken) throw new PluginException($"'{name}' can't be used: {broken}");
        string[] names = [.. catalogue.Plugins.Select(plugin => plugin.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        var near = names.OrderBy(known => NearestName.Distance(known, name)).ThenBy(known => known, StringComparer.Ordinal);
        throw new PluginException($"no plugin has the name '{name}'{NearestName.Suggest(name, names)}; there are: {string.Join(", ", near)}");

        bool Is(string known) => known.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
