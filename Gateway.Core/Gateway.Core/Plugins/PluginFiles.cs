namespace Gateway.Core.Plugins;

/// <summary>The files that belong to one plugin.</summary>
internal sealed class PluginFiles
{
    private readonly string _real;

    private PluginFiles(string root, string[] paths)
    {
        (Root, Paths) = (root, paths);
        _real = new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
    }

    /// <summary>The folder that <see cref="Paths"/> start from: of a bare plugin the plugins folder itself.</summary>
    public string Root { get; }

    /// <summary>Relative paths in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <param name="assemblyPath">The plugin's own DLL.</param>
    /// <param name="folder">The plugin's folder, or the DLL itself when it is bare.</param>
    /// <param name="everyMachine">Also the files that only other machines would load.</param>
    /// <exception cref="PluginException">A folder of it is a link, or others may write to it.</exception>
    public static PluginFiles Of(string assemblyPath, string folder, bool everyMachine = false)
    {
        var isBare = assemblyPath == folder;
        var root = isBare ? Path.GetDirectoryName(assemblyPath)! : folder; // never null: a file in a folder
        string[] paths = [.. isBare ? BareFiles(assemblyPath) : Files(root, "", everyMachine)];
        Array.Sort(paths, string.CompareOrdinal);
        return new(root, paths);
    }

    /// <summary>Whether this machine would load the file, by its place alone.</summary>
    /// <remarks>runtimes/ holds native libraries for every platform: of the 68 MB of e_sqlite3, 2 MB are for this machine.</remarks>
    public static bool IsForThisMachine(string path)
    {
        var folders = path.Split('/', '\\');
        for (var i = 1; i < folders.Length - 1; i++)
        {
            if (folders[i - 1] is "runtimes" && !RuntimeIdentifiers.Compatible.Contains(folders[i])) return false;
        }

        return true;
    }

    /// <summary>Throws when a file must not be taken for the plugin's own.</summary>
    /// <exception cref="PluginException">It is a link that leaves the plugin, or others may write to it.</exception>
    public void Check(string path)
    {
        var file = Path.Combine(Root, path);
        if (File.ResolveLinkTarget(file, returnFinalTarget: true) is { } target && !target.FullName.StartsWith(_real + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new PluginException($"its file {file} is a link that leaves the plugin; put the file itself there");
        if (WriteAccess.IsOpenToOthers(file)) throw new PluginException($"its file {file} is not safe: {WriteAccess.Reason}");
    }

    private static IEnumerable<string> Files(string root, string folder, bool everyMachine)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
        {
            var relative = Path.Combine(folder, entry.Name);
            if (entry is FileInfo)
            {
                yield return relative;
                continue;
            }

            if (entry.LinkTarget is not null) throw new PluginException($"its folder {entry.FullName} is a link; put the files themselves there");
            if (WriteAccess.IsOpenToOthers(entry.FullName)) throw new PluginException($"its folder {entry.FullName} is not safe: {WriteAccess.Reason}");
            if (!everyMachine && !IsForThisMachine(Path.Combine(relative, "file"))) continue;
            foreach (var file in Files(root, relative, everyMachine)) yield return file;
        }
    }

    // The plugins folder holds other plugins too: of it, a bare plugin takes what it references, what that references, and
    // what its deps.json names: some libraries are found by reflection only.
    private static HashSet<string> BareFiles(string assemblyPath)
    {
        var folder = Path.GetDirectoryName(assemblyPath)!; // never null: a file in a folder
        var files = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>([Path.GetFileNameWithoutExtension(assemblyPath)]);
        while (queue.TryDequeue(out var name))
        {
            var path = Path.Combine(folder, name + ".dll");
            if (Path.GetFileName(name) != name) continue; // metadata can name a file anywhere, and the copy would be made beside the copies
            if (!File.Exists(path) || !seen.Add(name)) continue;
            files.Add(name + ".dll");
            if (File.Exists(Path.ChangeExtension(path, ".deps.json")))
            {
                files.Add(name + ".deps.json");
                files.UnionWith(DependencyFile.Files(Path.ChangeExtension(path, ".deps.json")).Where(file => File.Exists(Path.Combine(folder, file))));
            }

            var references = PluginReferences.Of(path);
            foreach (var assembly in references.Assemblies) queue.Enqueue(assembly.Name);
            foreach (var native in references.Natives) files.UnionWith(NativeFileNames.Of(native).Where(file => File.Exists(Path.Combine(folder, file))));
        }

        return files;
    }
}
