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

    public static void AddPeer(this Workspace workspace, PeerServer server, string name)
    {
        var (command, arguments) = CommandOf(server);
        workspace.Add(name, command, arguments);
    }
}
