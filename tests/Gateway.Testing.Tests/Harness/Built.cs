namespace Gateway.Testing.Tests.Harness;

/// <summary>What was built beside the tests, in the same configuration.</summary>
internal static class Built
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory); // artifacts/bin/Gateway.Testing.Tests/debug

    public static string Gateway { get; } = Path.Combine(Folder("Gateway.Host"), OperatingSystem.IsWindows() ? "mcp-gateway.exe" : "mcp-gateway");

    /// <summary>The plugin's own output folder: a bare House.dll in a plugins folder.</summary>
    public static string House { get; } = Folder("House");

    private static string Folder(string project) => Path.Combine(Own.Parent!.Parent!.FullName, project, Own.Name);
}
