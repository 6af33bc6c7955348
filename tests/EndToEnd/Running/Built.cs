namespace EndToEnd.Running;

/// <summary>Where the programs lie that these tests start: built beside the tests, in the same configuration.</summary>
internal static class Built
{
    private static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string Repository { get; } = FindRepository();

    public static string Gateway { get; } = Program("Gateway.Host", "mcp-gateway");

    public static string Child { get; } = Program("EndToEnd.Child", "EndToEnd.Child");

    /// <summary>The server of 2026-07-28 by the C# SDK.</summary>
    public static string ModernServer { get; } = Program("EndToEnd.Modern", "EndToEnd.Modern");

    public static string SampleServer { get; } = Program("SampleServer", "SampleServer");

    /// <summary>Tracers that misbehave.</summary>
    public static string TestTracers { get; } = Path.Combine(Repository, "artifacts", "bin", "TestTracers", Configuration);

    private static string Program(string project, string name) =>
        Path.Combine(Repository, "artifacts", "bin", project, Configuration, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests run outside the repository");
    }
}
