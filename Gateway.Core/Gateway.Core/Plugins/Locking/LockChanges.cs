namespace Gateway.Core.Plugins.Locking;

/// <summary>What a person should look at before a new lock takes the place of an old one.</summary>
internal static class LockChanges
{
    /// <summary>A line for each plugin that differs, by name; none when nothing does.</summary>
    /// <param name="old">The lock so far; null when there is none.</param>
    /// <param name="next">The lock that fits the files of now.</param>
    public static IReadOnlyList<string> Between(PluginLock? old, PluginLock next)
    {
        var lines = new List<string>();
        foreach (var name in next.Plugins.Keys.Union(old?.Plugins.Keys ?? []).Order(StringComparer.Ordinal))
        {
            var (before, after) = (old?.Plugins.GetValueOrDefault(name), next.Plugins.GetValueOrDefault(name));
            if (after is null) lines.Add($"removed {name}");
            else if (before is null) lines.Add($"added   {name}: {after.Files.Count} {(after.Files.Count == 1 ? "file" : "files")}");
            else if (Files(before.Files, after.Files) is { Count: > 0 } files) lines.Add($"changed {name}: {string.Join(", ", files)}");
        }

        return lines;
    }

    private static List<string> Files(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var files = new List<string>();
        foreach (var path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            if (!after.TryGetValue(path, out var hash)) files.Add($"{path} removed");
            else if (!before.TryGetValue(path, out var old)) files.Add($"{path} added");
            else if (old != hash) files.Add($"{path} changed");
        }

        return files;
    }
}
