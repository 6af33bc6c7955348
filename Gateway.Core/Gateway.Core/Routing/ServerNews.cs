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
        if (server.Life.Restarts == 0)
        {
            Log.ServerReady(session.Log, server.Name);
            return;
        }

        Log.ServerReadyAgain(session.Log, server.Name, server.Life.Restarts);
        session.Notices.Log(LoggingLevel.Notice, server, $"Server '{server.Name}' is ready again; what it kept in memory before is lost.");
    }

    /// <summary>Its trouble is over.</summary>
    public void Well(ChildServer server)
    {
        session.Changes.Raise();
        lock (_lock) _told.Remove(server);
        Log.ServerWell(session.Log, server.Name);
    }

    /// <summary>It was up, and has ended.</summary>
    public void Lost(ChildServer server) => session.Notices.Log(LoggingLevel.Error, server, $"Server '{server.Name}' was lost: {server.Reason}.");

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

        if (status.State == ServerState.Failed && server.Life.Restarts == 0) session.Notices.Log(LoggingLevel.Error, server, $"Server '{server.Name}' could not be started: {status.Reason}.");

        Guard(server, status.Reason ?? "", reason => Tell(server, status, reason));
    }

    /// <summary>Something about it is worth a line in the log. Never waits.</summary>
    public void Remark(ChildServer server, string remark) => Guard(server, remark, shown => Log.Remark(session.Log, server.Name, shown));

    // It may quote the server's stderr or its error text, so it passes the guardrails on its way to the log.
    private void Guard(ChildServer server, string sentence, Action<string> log)
    {
        var text = JsonText.Quote(Printable.Words(sentence, LongestReason));
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.Initialize, Server = server.Name, IsAnswer = true, Session = session.Id };
        var passage = GuardrailPipeline.Detached(Frame.Of(text), new(0, text.Length), info, Text.Places.Text);
        passage.MasksAll = true;
        passage.Next = guarded => log(guarded.Refusal is null ? JsonText.Unescape(guarded.Frame.Bytes) : "(withheld by a guardrail)");
        session.Pipeline.PassQueued(passage);
    }

    private void Tell(ChildServer server, ServerStatus status, string reason)
    {
        if (status.State == ServerState.Degraded) Log.ServerDegraded(session.Log, server.Name, reason);
        else if (status.State == ServerState.Starting) Log.ServerRestarts(session.Log, server.Name, reason);
        else Log.ServerFailed(session.Log, server.Name, reason);
    }
}
