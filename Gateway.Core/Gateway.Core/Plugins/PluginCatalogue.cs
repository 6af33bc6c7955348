using Gateway.Core.Plugins.Locking;

namespace Gateway.Core.Plugins;

/// <summary>Every plugin in the plugins folders, found without running any code of them.</summary>
internal sealed class PluginCatalogue
{
    public const string NoExports = "it exports no guardrail and no tracer; put [Guardrail(\"name\")] or [Tracer(\"name\")] on its class";

    private readonly List<PluginDescription> _plugins = [];
    private readonly List<PluginProblem> _problems = [];
    private readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase);

    private readonly PluginRules _rules;

    private PluginCatalogue(IReadOnlyList<PluginFolder> folders, PluginRules rules) => (Folders, _rules) = (folders, rules);

    /// <summary>The bundled ones first, then by path. Two dropped plugins of one name are both here.</summary>
    public IReadOnlyList<PluginDescription> Plugins => _plugins;

    public IReadOnlyList<PluginProblem> Problems => _problems;

    public IReadOnlyList<PluginFolder> Folders { get; }

    /// <summary>Reads the metadata of every plugin in the folders.</summary>
    /// <exception cref="PluginException">A required folder is not there.</exception>
    public static PluginCatalogue Scan(IReadOnlyList<PluginFolder> folders, PluginRules? rules = null)
    {
        var catalogue = new PluginCatalogue(Distinct(folders), rules ?? PluginRules.Default);
        foreach (var folder in catalogue.Folders) catalogue.Add(folder);
        return catalogue;
    }

    /// <summary>Why a dropped plugin must not have these exports; null when no name belongs to a plugin of the gateway.</summary>
    public string? ReservedName(IReadOnlyList<PluginDescription> exports) =>
        exports.FirstOrDefault(export => _reserved.Contains(export.Name)) is { } taken
            ? $"its {taken.KindName} has the name '{taken.Name}', which belongs to a plugin of the gateway; give it another name"
            : null;

    // A folder named twice, also through a link, is one folder: otherwise all its plugins would be found twice.
    // Bundled folders come first, so that their names are reserved before any other file is read.
    private static List<PluginFolder> Distinct(IReadOnlyList<PluginFolder> folders)
    {
        var byPath = new Dictionary<string, PluginFolder>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path));
            var real = (Directory.Exists(path) ? Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
            byPath[real] = byPath.TryGetValue(real, out var same)
                ? same with { IsBundled = same.IsBundled || folder.IsBundled, IsRequired = same.IsRequired || folder.IsRequired, IsLockIgnored = same.IsLockIgnored && folder.IsLockIgnored }
                : folder with { Path = path };
        }

        return [.. byPath.Values.Where(folder => folder.IsBundled), .. byPath.Values.Where(folder => !folder.IsBundled)];
    }

    private void Add(PluginFolder folder)
    {
        if (!Directory.Exists(folder.Path))
        {
            if (!folder.IsRequired) return;
            throw new PluginException($"the plugins folder {folder.Path} does not exist; create it or correct --plugins-dir");
        }

        try
        {
            var files = Candidates(folder);

            // Also when the files turn out to be broken: nothing else may take the place of a bundled plugin.
            if (folder.IsBundled) _reserved.UnionWith(files.Select(file => file.Name));
            if (WriteAccess.IsOpenToOthers(folder.Path)) throw new PluginException(WriteAccess.Reason);
            var locked = folder.IsLockIgnored ? null : PluginLock.Read(folder.Path);
            foreach (var file in files) Add(file, locked);
            foreach (var name in locked?.Plugins.Keys.Except(files.Select(file => file.LockName)) ?? []) AddMissing(folder, name);
        }
        catch (Exception exception) when (exception is PluginException or IOException or UnauthorizedAccessException)
        {
            _problems.Add(new(folder.Path, ReasonOf(exception)) { BreaksLock = !folder.IsLockIgnored && PluginLock.Exists(folder.Path) });
        }
    }

    private void AddMissing(PluginFolder folder, string name) =>
        _problems.Add(new(Path.Combine(folder.Path, name), $"it is in plugins.lock and not there any more; put it back, or run {PluginLock.CommandFor(folder.Path)}")
        {
            Names = [Path.GetFileNameWithoutExtension(name)],
            BreaksLock = true,
        });

    private static List<PluginFile> Candidates(PluginFolder folder)
    {
        var files = new List<PluginFile>();
        foreach (var path in Directory.EnumerateFiles(folder.Path, "*.dll"))
            files.Add(new() { AssemblyPath = path, Folder = path, IsBundled = folder.IsBundled });
        foreach (var path in Directory.EnumerateDirectories(folder.Path))
        {
            var name = Path.GetFileName(path);
            if (!name.StartsWith('.')) files.Add(new() { AssemblyPath = Path.Combine(path, name + ".dll"), Folder = path, IsBundled = folder.IsBundled });
        }

        files.Sort((a, b) => string.CompareOrdinal(a.AssemblyPath, b.AssemblyPath));
        return files;
    }

    private void Add(PluginFile file, PluginLock? @lock)
    {
        IReadOnlyList<PluginDescription> exports = [];
        var locked = @lock?.Plugins.GetValueOrDefault(file.LockName);
        try
        {
            if (locked is not null)
            {
                // Before anything else is said of it: what changed is told as that, whatever it broke.
                exports = NamesOf(file);
                locked.Check(PluginFiles.Of(file.AssemblyPath, file.Folder));
            }

            if (!File.Exists(file.AssemblyPath)) throw new PluginException(file.NoAssembly);
            if (WriteAccess.IsOpenToOthers(file.Folder) || WriteAccess.IsOpenToOthers(file.AssemblyPath)) throw new PluginException(WriteAccess.Reason);
            if (PluginMetadata.Read(file) is not { } read)
            {
                if (file.IsBare) return; // a library that lies beside a bare plugin
                throw new PluginException(file.NoContract);
            }

            exports = read;
            if (exports.Count == 0) throw new PluginException(NoExports);
            if (@lock is not null && locked is null) throw new PluginException($"it is not in plugins.lock; look at it, then run {PluginLock.CommandFor(@lock.Folder)}");
            _rules.Check(exports);
            Reserve(file, exports);
            _plugins.AddRange(locked is null ? exports : exports.Select(export => export with { Lock = locked }));
        }
        catch (Exception exception) // damaged metadata can throw anything, and the other plugins must load
        {
            _problems.Add(new(file.Folder, ReasonOf(exception))
            {
                Names = [file.Name, .. exports.Select(export => export.Name)],
                BreaksLock = locked is not null,
            });
        }
    }

    // For the reader of a problem only, who asks for a plugin by a name that its file may no longer tell.
    private static IReadOnlyList<PluginDescription> NamesOf(PluginFile file)
    {
        try
        {
            return PluginMetadata.Read(file) ?? [];
        }
        catch (Exception)
        {
            return [];
        }
    }

    private void Reserve(PluginFile file, IReadOnlyList<PluginDescription> exports)
    {
        if (file.IsBundled)
        {
            foreach (var export in exports) _reserved.UnionWith([export.Name, export.ClassName]);
        }
        else if (ReservedName(exports) is { } taken)
        {
            throw new PluginException(taken);
        }
    }

    /// <summary>What to tell about a file that threw.</summary>
    public static string ReasonOf(Exception exception) =>
        exception is PluginException ? exception.Message : $"it can't be read ({exception.GetType().Name}); check the file and its permissions";
}
