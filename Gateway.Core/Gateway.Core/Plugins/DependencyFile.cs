using System.Text.Json;

namespace Gateway.Core.Plugins;

/// <summary>The deps.json that a build lays beside a DLL.</summary>
internal static class DependencyFile
{
    private static readonly string[] Kinds = ["runtime", "native", "runtimeTargets"];
    private static readonly string[] AllKinds = [.. Kinds, "resources"];

    /// <summary>Whether the runtime can be given it: what has not the form that a build writes ends the process there, without an exception.</summary>
    /// <param name="path">Of the DLL that it lies beside; sound when there is none.</param>
    public static bool IsSoundBeside(string path)
    {
        path = Path.ChangeExtension(path, ".deps.json");
        if (!File.Exists(path)) return true;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return IsSound(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

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

    // What hostpolicy takes for granted.
    private static bool IsSound(JsonElement root)
    {
        var target = root.GetProperty("runtimeTarget");
        var name = target.ValueKind is JsonValueKind.Object ? target.GetProperty("name") : target;
        if (name.ValueKind is not JsonValueKind.String || !root.GetProperty("targets").TryGetProperty(name.GetString()!, out _)) return false; // a string
        var files =
            from each in root.GetProperty("targets").EnumerateObject()
            from library in each.Value.EnumerateObject()
            from kind in AllKinds
            where library.Value.TryGetProperty(kind, out _)
            from file in library.Value.GetProperty(kind).EnumerateObject()
            select (file.Value, IsForRuntime: kind is "runtimeTargets");
        return files.All(file => IsFlat(file.Value) && (!file.IsForRuntime || (IsText(file.Value, "rid") && IsText(file.Value, "assetType"))))
            && root.GetProperty("libraries").EnumerateObject().All(library => IsFlat(library.Value) && IsText(library.Value, "type"));
    }

    private static bool IsText(JsonElement element, string member) => element.GetProperty(member).ValueKind is JsonValueKind.String;

    private static bool IsFlat(JsonElement element) =>
        element.EnumerateObject().All(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False);
}
