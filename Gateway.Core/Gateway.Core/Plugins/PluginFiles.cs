namespace Gateway.Core.Plugins;

/// <summary>The files that belong to one plugin on this machine.</summary>
internal sealed class PluginFiles
{
    private PluginFiles(string root, string[] paths) => (Root, Paths) = (root, paths);

    /// <summary>The folder that <see cref="Paths"/> start from: of a bare plugin the plugins folder itself.</summary>
    public string Root { get; }

    /// <summary>Relative paths in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <exception cref="PluginException">A folder of it is a link, or others may write to it.</exception>
    public static PluginFiles Of(PluginDescription plugin)
    {
        var root = plugin.IsBare ? Path.GetDirectoryName(plugin.AssemblyPath)! : plugin.Folder;
        string[] paths = [.. plugin.IsBare ? BareFiles(plugin.AssemblyPath) : Files(root, "")];
        Array.Sort(paths, string.CompareOrdinal);
        return new(root, paths);
    }

    private static IEnumerable<string> Files(string root, string folder)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
        {
            var relative = Path.Combine(folder, entry.Name);
            if (entry is FileInfo)
            {
                yield return relative;
                continue;
            }

            if (IsForeign(relative)) continue;
            if (entry.LinkTarget is not null) throw new PluginException($"its folder {entry.FullName} is a link; put the files themselves there");
            if (WriteAccess.IsOpenToOthers(entry.FullName)) throw new PluginException($"its folder {entry.FullName} is not safe: {WriteAccess.Reason}");
            foreach (var file in Files(root, relative)) yield return file;
        }
    }

    // runtimes/ holds native libraries for every platform: of the 68 MB of e_sqlite3, 2 MB are for this machine.
    private static bool IsForeign(string folder) =>
        Path.GetFileName(Path.GetDirectoryName(folder)) is "runtimes" && !RuntimeIdentifiers.Compatible.Contains(Path.GetFileName(folder));

    // The plugins folder holds other plugins too: of it, a bare plugin takes what it references, and what that references.
    private static HashSet<string> BareFiles(string assemblyPath)
    {
        var folder = Path.GetDirectoryName(assemblyPath)!;
        var files = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>([Path.GetFileNameWithoutExtension(assemblyPath)]);
        while (queue.TryDequeue(out var name))
        {
            var path = Path.Combine(folder, name + ".dll");
            if (!File.Exists(path) || !files.Add(name + ".dll")) continue;
            if (File.Exists(Path.ChangeExtension(path, ".deps.json"))) files.Add(name + ".deps.json");
            foreach (var reference in PluginMetadata.References(path)) queue.Enqueue(reference);
        }

        return files;
    }
}
