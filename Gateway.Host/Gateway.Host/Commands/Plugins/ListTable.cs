using System.Globalization;
using Gateway.Core.Running;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands.Plugins;

/// <summary>Prints the plugins for people: one table of what there is, and one of what runs.</summary>
internal static class ListTable
{
    private const int ShownHash = 12;
    private const int MostKinds = 3;

    public static void Print(IReadOnlyList<ListedPlugin> plugins, TextWriter output)
    {
        var table = new Table("NAME", "KIND", "VERSION", "CONTRACT", "ENABLED", "HASH", "PATH");
        foreach (var plugin in plugins)
        {
            table.Add(plugin.Name, plugin.Kind, plugin.Version, plugin.Contract, Enabled(plugin), plugin.Hash?[..ShownHash] ?? "-", plugin.IsBundled ? "bundled" : ShownPath.Of(plugin.Path));
        }

        table.Print(output);
        PluginUse[] uses = [.. plugins.SelectMany(plugin => plugin.Uses).OrderBy(use => use.Gateway.Started).ThenBy(use => use.Gateway.Id, StringComparer.Ordinal)];
        if (uses.Length == 0) return;
        output.WriteLine();
        var running = new Table("GATEWAY", "CLIENT", "SINCE", "PLUGIN", "HEALTH", "HITS");
        foreach (var use in uses)
        {
            var file = plugins.First(plugin => plugin.Uses.Contains(use));
            running.Add(
                use.Gateway.Process.ToString(CultureInfo.InvariantCulture),
                use.Gateway.Client is { } client ? $"{client.Name} {client.Version}".Trim() : "-",
                TimeZoneInfo.ConvertTime(use.Gateway.Started, TimeZoneInfo.Local).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                use.Plugin.Name + (use.IsOther(file) ? " (another version than the file)" : ""),
                Health(use.Plugin),
                Hits(use.Plugin));
        }

        running.Print(output);
    }

    private static string Enabled(ListedPlugin plugin)
    {
        var gateways = plugin.Uses.Select(use => use.Gateway.Id).Distinct().Count();
        var inGateways = gateways switch { 0 => null, 1 => "1 gateway", _ => $"{gateways} gateways" };
        var here = plugin.IsSelected is true ? "by these options" : null;
        return (inGateways, here) is (null, null) ? "-" : string.Join(", ", new[] { inGateways, here }.OfType<string>());
    }

    private static string Health(RunningPlugin plugin) => plugin.Failures is > 0 and var failures
        ? string.Create(CultureInfo.InvariantCulture, $"{plugin.Health} ({failures} failure{(failures == 1 ? "" : "s")})")
        : plugin.Health;

    private static string Unless(long? count, string word) => count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {count} {word}") : "";

    // 5 masked, 1 blocked (github_pat, jwt, …)
    private static string Hits(RunningPlugin plugin)
    {
        if (plugin.Written is { } written) return string.Create(CultureInfo.InvariantCulture, $"{written} written{Unless(plugin.Dropped, "dropped")}{Unless(plugin.Failures, "failed")}");
        if (plugin.Hits is not { Count: > 0 } hits) return "-";
        var actions = hits.Values.SelectMany(action => action).GroupBy(action => action.Key, action => action.Value).OrderByDescending(action => action.Sum());
        var kinds = hits.OrderByDescending(kind => kind.Value.Values.Sum()).Select(kind => kind.Key).ToArray();
        var named = string.Join(", ", kinds.Take(MostKinds)) + (kinds.Length > MostKinds ? ", …" : "");
        return $"{string.Join(", ", actions.Select(action => string.Create(CultureInfo.InvariantCulture, $"{action.Sum()} {action.Key}")))} ({named})";
    }
}
