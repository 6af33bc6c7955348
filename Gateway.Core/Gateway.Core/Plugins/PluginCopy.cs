namespace Gateway.Core.Plugins;

/// <summary>The files of one plugin as this process alone sees them.</summary>
/// <remarks>
/// Loaded where the user put it, a plugin ends the process with SIGBUS when a new version is copied over it (Linux) or
/// refuses the copy (Windows). And what was hashed and checked must be what is loaded.
/// </remarks>
internal sealed class PluginCopy
{
    private PluginCopy(string assemblyPath, Lazy<string> hash)
    {
        AssemblyPath = assemblyPath;
        Hash = hash;
    }

    public string AssemblyPath { get; }

    /// <summary>SHA-256 of all files: path, length and content of each, in ordinal order of the paths.</summary>
    /// <remarks>Computed when somebody asks: nobody but this process can change the copy, and the first hash of a process loads OpenSSL.</remarks>
    public Lazy<string> Hash { get; }

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
        var files = PluginFiles.Of(plugin);
        var source = files.Root;
        var real = new DirectoryInfo(source).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? source;
        foreach (var file in files.Paths)
        {
            var from = Path.Combine(source, file);
            CheckLink(from, real);
            if (WriteAccess.IsOpenToOthers(from)) throw new PluginException($"its file {from} is not safe: {WriteAccess.Reason}");
            var to = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }

        return new(Path.Combine(target, Path.GetFileName(plugin.AssemblyPath)), new(() => PluginHash.Of(target, files.Paths)));
    }

    private static void CheckLink(string file, string root)
    {
        if (File.ResolveLinkTarget(file, returnFinalTarget: true) is not { } target) return;
        if (target.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return;
        throw new PluginException($"its file {file} is a link that leaves the plugin; put the file itself there");
    }
}
