using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Tells a peer that nobody waits for a request any more.</summary>
internal static class Cancellation
{
    /// <summary>Why the gateway itself takes a call back; the way to a remote server counts those.</summary>
    public const string TimedOut = "timed out in the gateway";

    public static void Tell(ChildServer server, long id, string reason) => server.Outbox?.TrySend(Message(id, reason));

    public static byte[] Message(long id, string reason) =>
        [.. Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"{Methods.Cancelled}\",\"params\":{{\"requestId\":{id},\"reason\":"), .. JsonText.Quote(reason), .. "}}"u8];
}
