namespace Gateway.Core.Plugins;

/// <summary>The files of one plugin as this process alone sees them.</summary>
/// <remarks>
/// Loaded where the user put it, a plugin ends the process with SIGBUS when a new version is copied over it (Linux) or
/// refuses the copy (Windows). And what was hashed and checked must be what is loaded.
/// </remarks>
internal sealed class PluginCopy
{
    private readonly Lazy<string> _hash;

    private PluginCopy(string assemblyPath, string root, IReadOnlyList<string> paths)
    {
        (AssemblyPath, Root, Paths) = (assemblyPath, root, paths);
        _hash = new(() => PluginHash.Of(Root, Paths));
    }

    /// <summary>Of a plugin that comes from no file.</summary>
    public static PluginCopy None { get; } = new("", "", []);

    public string AssemblyPath { get; }

    /// <summary>The folder that <see cref="Paths"/> start from.</summary>
    public string Root { get; }

    /// <summary>The files that were copied: relative paths in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>SHA-256 of all files: path, length and content of each, in ordinal order of the paths.</summary>
    /// <remarks>Computed when somebody asks: nobody but this process can change the copy, and the first hash of a process loads OpenSSL.</remarks>
    public string Hash => _hash.Value;

    /// <summary>Copies the plugin into <paramref name="target"/>, which does not exist yet.</summary>
    /// <exception cref="PluginException">It can't be copied, or holds what must not be.</exception>
    public static PluginCopy Create(PluginDescription plugin, string target)
    {
        try
        {
            return Copy(plugin, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"it can't be copied ({exception.GetType().Name}); check its permissions and the space in {Path.GetDirectoryName(target)}", exception);
        }
    }

    private static PluginCopy Copy(PluginDescription plugin, string target)
    {
        var files = PluginFiles.Of(plugin.AssemblyPath, plugin.Folder);
        foreach (var file in files.Paths)
        {
            files.Check(file);
            var to = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // never null: it lies in the target
            File.Copy(Path.Combine(files.Root, file), to);
        }

        // What will run, and not what lay there a moment ago.
        plugin.Lock?.Check(target, files.Paths);
        return new(Path.Combine(target, Path.GetFileName(plugin.AssemblyPath)), target, files.Paths);
    }
}
