namespace Gateway.Core.Plugins.Locking;

/// <summary>The files of one plugin as they were when somebody had looked at them.</summary>
/// <param name="folder">The plugins folder.</param>
/// <param name="files">The SHA-256 of each by its path, with slashes; of every machine's.</param>
internal sealed class LockedPlugin(string folder, IReadOnlyDictionary<string, string> files)
{
    public IReadOnlyDictionary<string, string> Files => files;

    /// <exception cref="PluginException">A file changed, is missing or has come.</exception>
    public void Check(PluginFiles present)
    {
        // First, because a link can lead to what has no end.
        foreach (var path in present.Paths) present.Check(path);
        Check(present.Root, present.Paths);
    }

    /// <param name="root">The folder that the paths start from.</param>
    /// <param name="paths">All files that this machine has of the plugin.</param>
    /// <exception cref="PluginException">A file changed, is missing or has come.</exception>
    public void Check(string root, IReadOnlyList<string> paths)
    {
        var missing = files.Keys.Where(PluginFiles.IsForThisMachine).ToHashSet(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var name = PluginLock.NameOf(path);
            if (!files.TryGetValue(name, out var hash)) throw Broken($"its file {name} is not in plugins.lock");
            if (PluginHash.OfFile(Path.Combine(root, path)) != hash) throw Broken($"its file {name} changed since plugins.lock was written");
            missing.Remove(name);
        }

        if (missing.Count > 0) throw Broken($"its file {missing.Order(StringComparer.Ordinal).First()} is in plugins.lock and not there any more");
    }

    private PluginException Broken(string what) => new($"{what}; look at it, then run {PluginLock.CommandFor(folder)}");
}
