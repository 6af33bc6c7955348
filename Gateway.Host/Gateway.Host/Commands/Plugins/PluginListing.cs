using Gateway.Core.Plugins;
using Gateway.Core.Protocol;
using Gateway.Core.Running;

namespace Gateway.Host.Commands.Plugins;

/// <summary>Joins the plugins in the folders with those that run.</summary>
internal static class PluginListing
{
    /// <param name="catalogue">What was found.</param>
    /// <param name="gateways">What runs.</param>
    /// <param name="selected">What the command line would enable; null when it names nothing.</param>
    /// <param name="configured">The names in the configuration; null without one.</param>
    public static IReadOnlyList<ListedPlugin> Of(PluginCatalogue catalogue, IReadOnlyList<RunningGateway> gateways, IReadOnlyList<PluginDescription>? selected, IReadOnlyList<string>? configured)
    {
        var uses = gateways.SelectMany(gateway => gateway.Plugins.Select(plugin => new PluginUse(gateway, plugin, plugin.Copy.Hash))).ToLookup(use => (use.Plugin.Kind, use.Plugin.Name, use.Plugin.Path));
        var found = catalogue.Plugins.Select(plugin => new ListedPlugin
        {
            Name = plugin.Name,
            Kind = plugin.KindName,
            Version = plugin.Version,
            Contract = plugin.ContractVersion,
            Path = plugin.AssemblyPath,
            Description = plugin.Description,
            IsBundled = plugin.IsBundled,
            Hash = HashedFiles.Of(plugin).Hash,
            IsSelected = selected?.Contains(plugin),
            IsConfigured = configured?.Contains(plugin.Name, StringComparer.OrdinalIgnoreCase),
            Uses = [.. uses[Key(plugin)]],
        }).ToList();
        var keys = catalogue.Plugins.Select(Key).ToHashSet();
        return [.. found, .. uses.Where(group => !keys.Contains(group.Key)).Select(Elsewhere)];
    }

    // As a running gateway writes it.
    private static (string Kind, string Name, string Path) Key(PluginDescription plugin) => (plugin.KindName, plugin.Name, Printable.Line(plugin.AssemblyPath, 1000));

    private static ListedPlugin Elsewhere(IEnumerable<PluginUse> uses)
    {
        PluginUse[] all = [.. uses];
        var plugin = all[0].Plugin;
        return new()
        {
            Name = plugin.Name,
            Kind = plugin.Kind,
            Version = plugin.Version,
            Contract = plugin.Contract,
            Path = plugin.Path,
            IsFound = false,
            Uses = all,
        };
    }
}
