using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Tells of a server whose state has changed: in the gateway's log, and to everybody who looks at its run state.</summary>
internal sealed class ServerNews(SessionContext session)
{
    private const int LongestReason = 600;

    private readonly Lock _lock = new();
    private readonly Dictionary<ChildServer, (ServerState State, string? Reason)> _told = [];

    public void Ready(ChildServer server)
    {
        session.Changes.Raise();
        lock (_lock) _told.Remove(server);
        if (server.Life.Restarts == 0) Log.ServerReady(session.Log, server.Name);
        else Log.ServerReadyAgain(session.Log, server.Name, server.Life.Restarts);
    }

    /// <summary>It is in trouble. The same trouble is told once, however often it is tried again.</summary>
    public void Trouble(ChildServer server)
    {
        session.Changes.Raise();
        var status = server.Life.Status;
        lock (_lock)
        {
            if (_told.TryGetValue(server, out var told) && told == (status.State, status.Reason)) return;
            _told[server] = (status.State, status.Reason);
        }

        // The reason may quote the server's stderr or its error text, so it passes the guardrails on its way to the log.
        var text = JsonText.Quote(Printable.Words(status.Reason ?? "", LongestReason));
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.Initialize, Server = server.Name, IsAnswer = true, Session = session.Id };
        var passage = GuardrailPipeline.Detached(Frame.Of(text), new(0, text.Length), info, Text.Places.Text);
        passage.MasksAll = true;
        passage.Next = guarded => Tell(server, status, guarded.Refusal is null ? JsonText.Unescape(guarded.Frame.Bytes) : "(withheld by a guardrail)");
        session.Pipeline.PassDetached(passage);
    }

    private void Tell(ChildServer server, ServerStatus status, string reason)
    {
        if (status.State == ServerState.Degraded) Log.ServerDegraded(session.Log, server.Name, reason);
        else if (status.State == ServerState.Starting) Log.ServerRestarts(session.Log, server.Name, reason);
        else Log.ServerFailed(session.Log, server.Name, reason);
    }
}
