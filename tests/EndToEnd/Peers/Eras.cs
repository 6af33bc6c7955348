namespace EndToEnd.Peers;

internal static class Eras
{
    public static bool IsModern(this PeerClient client) => client is PeerClient.ModernNpm or PeerClient.ModernSdk;

    public static bool IsModern(this PeerServer server) => server is PeerServer.ModernNpm or PeerServer.ModernSdk;
}
