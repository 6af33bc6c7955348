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

    /// <summary>The sentence for a folder without the plugin's own DLL.</summary>
    public string NoAssembly => $"it has no {Name}.dll; a plugin's folder and its DLL have the same name";

    /// <summary>The sentence for a DLL that does not know the contract.</summary>
    public string NoContract => $"{Name}.dll does not reference the contract, Gateway.Abstractions; is it the plugin's own DLL?";

    public string Name => Path.GetFileNameWithoutExtension(AssemblyPath);
}
