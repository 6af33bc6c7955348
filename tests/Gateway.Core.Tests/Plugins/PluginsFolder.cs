using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

/// <summary>A plugins folder of one test, beside a folder for the copies.</summary>
internal sealed class PluginsFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mcp-gateway-plugins-").FullName;

    public PluginsFolder() => Directory.CreateDirectory(Path);

    public string Path => System.IO.Path.Combine(_root, "plugins");

    public string Shadow => System.IO.Path.Combine(_root, "shadow");

    public PluginFolder Dropped => new() { Path = Path };

    public PluginFolder Bundled => new() { Path = Path, IsBundled = true };

    /// <summary>The built files of a project in tests/TestPlugins.</summary>
    public static string Built(string project) => Zoo.ZooFolder.Built(project);

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Adds a folder plugin, also under another name than its own.</summary>
    public PluginsFolder Add(string project, string? folder = null)
    {
        var built = Built(project);
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories)) Copy(file, File(folder ?? project, System.IO.Path.GetRelativePath(built, file)));
        if (folder is not null) System.IO.File.Move(File(folder, project + ".dll"), File(folder, folder + ".dll"));
        return this;
    }

    public PluginsFolder AddBare(params string[] files)
    {
        foreach (var file in files) Copy(System.IO.Path.Combine(Built(System.IO.Path.GetDirectoryName(file)!), System.IO.Path.GetFileName(file)), File(System.IO.Path.GetFileName(file)));
        return this;
    }

    public PluginsFolder Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(path))!);
        System.IO.File.WriteAllText(File(path), text);
        return this;
    }

    public PluginCatalogue Scan(PluginRules? rules = null) => PluginCatalogue.Scan([Dropped], rules);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        System.IO.File.Copy(from, to);
    }
}
