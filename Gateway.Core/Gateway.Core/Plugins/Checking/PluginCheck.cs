using Gateway.Core.Plugins.Locking;

namespace Gateway.Core.Plugins.Checking;

/// <summary>Holds one plugin against every rule, where a scan is content with the first that is broken.</summary>
/// <param name="bundled">The gateway's own plugins, whose names are taken.</param>
/// <param name="rules">What a plugin must look like.</param>
internal sealed class PluginCheck(PluginCatalogue bundled, PluginRules rules)
{
    /// <param name="path">A DLL, or a plugin's folder.</param>
    /// <exception cref="PluginException">There is nothing there.</exception>
    public PluginReport Run(string path)
    {
        var file = Find(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var problems = new List<string>();
        IReadOnlyList<PluginDescription> exports = [];
        PluginFiles? files = null;
        bool? isLocked = null;
        Collect(problems, () => exports = Exports(file));
        problems.AddRange(rules.Problems(exports));
        if (!file.IsBundled && bundled.ReservedName(exports) is { } taken) problems.Add(taken);
        foreach (var open in (string[])[file.Folder, file.AssemblyPath])
        {
            if (Path.Exists(open) && WriteAccess.IsOpenToOthers(open)) problems.Add($"{open}: {WriteAccess.Reason}");
        }

        Collect(problems, () => files = PluginFiles.Of(file.AssemblyPath, file.Folder));
        foreach (var each in files?.Paths ?? []) Collect(problems, () => files!.Check(each)); // there are paths
        if (exports.Count > 0) Collect(problems, () => problems.AddRange(PluginDependencies.Problems(file.AssemblyPath)));
        if (files is not null) Collect(problems, () => isLocked = IsLocked(file, files));
        return new() { File = file, Exports = exports, Files = files?.Paths ?? [], IsLocked = isLocked, Problems = [.. problems.Distinct(StringComparer.Ordinal)] };
    }

    // NAME/NAME.dll is a folder plugin, whichever of the two is named; any other DLL is a bare one.
    private static PluginFile Find(string path)
    {
        if (Directory.Exists(path)) return new() { AssemblyPath = Path.Combine(path, Path.GetFileName(path) + ".dll"), Folder = path };
        if (!File.Exists(path)) throw new PluginException($"there is no file or folder {path}; name a plugin's DLL or its folder");
        var folder = Path.GetDirectoryName(path)!; // never null: a file in a folder
        var isInOwnFolder = Path.GetFileName(path).Equals(Path.GetFileName(folder) + ".dll", StringComparison.Ordinal);
        return new() { AssemblyPath = path, Folder = isInOwnFolder ? folder : path };
    }

    private static IReadOnlyList<PluginDescription> Exports(PluginFile file)
    {
        if (!File.Exists(file.AssemblyPath)) throw new PluginException(file.NoAssembly);
        var exports = PluginMetadata.Read(file) ?? throw new PluginException(file.NoContract);
        return exports.Count > 0 ? exports : throw new PluginException(PluginCatalogue.NoExports);
    }

    private static bool? IsLocked(PluginFile file, PluginFiles files)
    {
        var folder = Path.GetDirectoryName(file.Folder)!; // never null: it lies in a folder
        if (PluginLock.Read(folder) is not { } @lock) return null;
        if (!@lock.Plugins.TryGetValue(file.LockName, out var locked)) throw new PluginException($"it is not in plugins.lock; look at it, then run {PluginLock.CommandFor(folder)}");
        locked.Check(files);
        return true;
    }

    private static void Collect(List<string> problems, Action check)
    {
        try
        {
            check();
        }
        catch (Exception exception) // damaged files can throw anything
        {
            problems.Add(PluginCatalogue.ReasonOf(exception));
        }
    }
}
