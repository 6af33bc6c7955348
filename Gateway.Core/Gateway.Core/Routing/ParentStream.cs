using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Finds the client's stream for what a server sends of itself: that of the call which it is most likely about.</summary>
internal static class ParentStream
{
    /// <summary>That of a notification. On a pipe nothing of it is looked at.</summary>
    public static long Of(SessionContext session, ChildServer server, Frame frame, string method) =>
        session.Client.HasStreams ? Of(session, server, frame.Parent, ServerLogging.LevelOf(frame, method)) : 0;

    /// <param name="session">The session.</param>
    /// <param name="server">The sender.</param>
    /// <param name="parent">The call that it belongs to, as the server knows it; 0 when its transport does not tell.</param>
    /// <param name="level">Of a log message: a modern client gets it only with a call that asks for such.</param>
    /// <returns>0 when it belongs to no call that is open.</returns>
    public static long Of(SessionContext session, ChildServer server, long parent, LoggingLevel? level = null)
    {
        if (!session.Client.HasStreams) return 0;
        if (parent != 0) return server.Calls.Find(parent) is { } told ? StreamOf(told, level) : 0;
        // Of several the oldest, as for questions to a modern client: all of them are this client's.
        var (oldest, stream) = (long.MaxValue, 0L);
        foreach (var call in server.Calls.All())
        {
            if (call.Id < oldest && StreamOf(call, level) is var found and not 0) (oldest, stream) = (call.Id, found);
        }

        return stream;
    }

    private static long StreamOf(InFlight sent, LoggingLevel? level)
    {
        var call = sent.Parked?.Successor ?? sent;
        if (call.IsFinished || call.Reply is not null) return 0;
        return level is null || call.Client is not { IsModern: true } || call.LogLevel <= level ? call.Stream : 0;
    }
}
