using Gateway.Core.Plugins;

namespace Gateway.Host.Commands.Plugins;

/// <summary>The files of a plugin where they lie, with the hash that the loader reports for its copy of them.</summary>
/// <param name="Files">Relative paths and sizes in bytes.</param>
/// <param name="Hash">Null when the files cannot be read.</param>
internal sealed record HashedFiles(IReadOnlyList<(string Path, long Size)> Files, string? Hash)
{
    /// <summary>What cannot be read is one line on stderr.</summary>
    public static HashedFiles Of(PluginDescription plugin)
    {
        try
        {
            var files = PluginFiles.Of(plugin.AssemblyPath, plugin.Folder);
            foreach (var path in files.Paths) files.Check(path); // also because a link can lead to what has no end
            return new([.. files.Paths.Select(path => (path, new FileInfo(Path.Combine(files.Root, path)).Length))], PluginHash.Of(files.Root, files.Paths));
        }
        catch (Exception exception) when (exception is PluginException or IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            var reason = exception is PluginException ? exception.Message : $"its files can't be read ({exception.GetType().Name}); check their permissions";
            PluginsCommand.Warn($"{plugin.Folder} has no hash: {reason}");
            return new([], null);
        }
    }
}
