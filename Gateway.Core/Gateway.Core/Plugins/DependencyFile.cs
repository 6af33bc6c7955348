using System.Text.Json;

namespace Gateway.Core.Plugins;

/// <summary>The deps.json that a build lays beside a DLL.</summary>
internal static class DependencyFile
{
    private static readonly string[] Kinds = ["runtime", "native", "runtimeTargets"];

    /// <summary>The names of the files that it lists for this machine; none when it can't be read, which whoever loads it says better.</summary>
    public static IReadOnlyList<string> Files(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var paths =
                from target in document.RootElement.GetProperty("targets").EnumerateObject()
                from library in target.Value.EnumerateObject()
                from kind in Kinds
                where library.Value.TryGetProperty(kind, out _)
                from asset in library.Value.GetProperty(kind).EnumerateObject()
                where PluginFiles.IsForThisMachine(asset.Name)
                select Path.GetFileName(asset.Name);
            return [.. paths];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }
}
