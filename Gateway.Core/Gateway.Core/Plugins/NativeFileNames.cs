namespace Gateway.Core.Plugins;

/// <summary>What a library that a <c>DllImport</c> names may be called on disk.</summary>
internal static class NativeFileNames
{
    public static IReadOnlyList<string> Of(string name) =>
        Path.GetFileName(name) != name ? [] // a path is the plugin's own business
        : OperatingSystem.IsWindows() ? [name, $"{name}.dll"]
        : OperatingSystem.IsMacOS() ? [name, $"lib{name}.dylib", $"{name}.dylib"]
        : [name, $"lib{name}.so", $"{name}.so"];
}
