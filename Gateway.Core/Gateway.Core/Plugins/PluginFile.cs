namespace Gateway.Core.Plugins;

/// <summary>A file that may be a plugin, found by its place alone.</summary>
internal sealed record PluginFile
{
    public required string AssemblyPath { get; init; }

    /// <summary>The plugin's folder, or the file itself when it is bare.</summary>
    public required string Folder { get; init; }

    public bool IsBundled { get; init; }

    public bool IsBare => Folder == AssemblyPath;

    /// <summary>The name in plugins.lock: that of the folder, or of the bare file.</summary>
    public string LockName => Path.GetFileName(Folder);

    public string Name => Path.GetFileNameWithoutExtension(AssemblyPath);
}
