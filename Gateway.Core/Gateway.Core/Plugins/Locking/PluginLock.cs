using Gateway.Core.Home;

namespace Gateway.Core.Plugins.Locking;

/// <summary>What plugins.lock says: the plugins that may be loaded from its folder, file by file.</summary>
/// <param name="folder">The plugins folder, in which it lies.</param>
/// <param name="plugins">By the name of the plugin's folder or bare file.</param>
internal sealed class PluginLock(string folder, IReadOnlyDictionary<string, LockedPlugin> plugins)
{
    public const string FileName = "plugins.lock";

    public string Folder => folder;

    public IReadOnlyDictionary<string, LockedPlugin> Plugins => plugins;

    /// <summary>What a person runs who has looked at what changed.</summary>
    public static string CommandFor(string folder) => $"mcp-gateway plugins lock --plugins-dir {folder}";

    /// <summary>How a relative path stands in the file on every machine.</summary>
    public static string NameOf(string path) => path.Replace('\\', '/');

    /// <summary>Whether anything of that name is there, and be it a link to nowhere.</summary>
    public static bool Exists(string folder) => (int)new FileInfo(Path.Combine(folder, FileName)).Attributes != -1;

    /// <summary>Null when the folder has none; then nothing is checked and nothing was hashed.</summary>
    /// <exception cref="PluginException">There is one, and it can't be used: then nothing of the folder can be.</exception>
    public static PluginLock? Read(string folder)
    {
        if (!Exists(folder)) return null;
        try
        {
            var file = new FileInfo(Path.Combine(folder, FileName));
            if (file.LinkTarget is not null || !file.Exists) throw Unusable(folder, "it is no plain file");
            if (WriteAccess.IsOpenToOthers(file.FullName)) throw new PluginException($"its {FileName} is not safe: {WriteAccess.Reason}");
            return LockText.Read(folder, File.ReadAllBytes(file.FullName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, exception.GetType().Name);
        }
    }

    /// <summary>The lock that fits what lies in the folder now, as a scan that ignores the present lock found it.</summary>
    /// <exception cref="PluginException">A file of a plugin is one that must not be loaded.</exception>
    public static PluginLock Of(string folder, PluginCatalogue catalogue)
    {
        var plugins = new Dictionary<string, LockedPlugin>(StringComparer.Ordinal);
        foreach (var plugin in catalogue.Plugins.Where(plugin => Path.GetDirectoryName(plugin.Folder) == folder).DistinctBy(plugin => plugin.Folder))
        {
            var files = PluginFiles.Of(plugin.AssemblyPath, plugin.Folder, everyMachine: true);
            foreach (var path in files.Paths) files.Check(path);
            plugins.Add(Path.GetFileName(plugin.Folder), new(folder, files.Paths.ToDictionary(NameOf, path => PluginHash.OfFile(Path.Combine(files.Root, path)), StringComparer.Ordinal)));
        }

        return new(folder, plugins);
    }

    /// <summary>Puts it into its folder, whole or not at all, for the user alone.</summary>
    /// <exception cref="Configuration.ConfigurationException">It can't be written.</exception>
    public void Write() => PrivateFile.Write(Path.Combine(folder, FileName), LockText.Write(this));

    /// <summary>That there is a lock which says nothing we can go by.</summary>
    public static PluginException Unusable(string folder, string why) =>
        new($"its {FileName} can't be used ({why}); restore it, or look at the plugins and run {CommandFor(folder)}");
}
