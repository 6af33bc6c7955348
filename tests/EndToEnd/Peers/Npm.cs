using EndToEnd.Running;

namespace EndToEnd.Peers;

/// <summary>Where npm's peers lie. <c>tests/run</c> installs what they need.</summary>
internal static class Npm
{
    public static readonly string Folder = Path.Combine(Built.Repository, "tests", "EndToEnd", "servers");

    public static string Peer(string file) => Path.Combine(Folder, "peers", file);

    public static (string Command, string[] Arguments) CommandOf(PeerServer server) => server switch
    {
        PeerServer.LegacyNpm => ("node", [Peer("legacy.mjs")]),
        PeerServer.ModernNpm => ("node", [Peer("modern.mjs")]),
        _ => (Built.ModernServer, []),
    };

    public static string ProgramOf(string package) => Path.Combine(PackageOf(package), "dist", "index.js");

    /// <summary>Without the package of @modelcontextprotocol the test is skipped, and under CI=true it fails.</summary>
    public static void RequireNpm(this Workspace workspace, string package)
    {
        if (Directory.Exists(PackageOf(package)) && HasNode(workspace)) return;
        var reason = $"@modelcontextprotocol/{package} or node is not installed: run tests/run, which installs them";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Ignore(reason);
    }

    private static string PackageOf(string package) => Path.Combine(Folder, "node_modules", "@modelcontextprotocol", package);

    private static bool HasNode(Workspace workspace) =>
        workspace.Environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    public static void AddPeer(this Workspace workspace, PeerServer server, string name)
    {
        var (command, arguments) = CommandOf(server);
        workspace.Add(name, command, arguments);
    }
}
