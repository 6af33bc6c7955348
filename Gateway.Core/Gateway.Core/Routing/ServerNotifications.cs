using Gateway.Core.Catalog;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>One server's notifications on their way to the client, or to the part of the gateway that they are for.</summary>
internal sealed class ServerNotifications
{
    private readonly SessionContext _session;
    private readonly ChildServer _server;
    private readonly ServerRequests _requests;
    private readonly ServerChanges _changes;
    private readonly Action<Passage> _send;
    private readonly Action<Passage> _sendUpdate;

    public ServerNotifications(SessionContext session, ChildServer server, ServerRequests requests, ServerChanges changes)
    {
        (_session, _server, _requests, _changes) = (session, server, requests, changes);
        (_send, _sendUpdate) = (Send, SendUpdate);
    }

    public void On(Frame frame, ReaderThread thread, Lane lane)
    {
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        switch (method)
        {
            case Methods.ToolsListChanged: _changes.OnToolsChanged(_server); return;
            case Methods.PromptsListChanged: _changes.OnListChanged(_server, ListKind.Prompts); return;
            case Methods.ResourcesListChanged: _changes.OnResourcesChanged(_server); return;
            case Methods.SubscriptionsAcknowledged: _session.Subscriptions.OnAcknowledged(_server, frame); return;
            case Methods.Cancelled: _requests.OnCancelled(_server, frame, thread, lane); return;
            case Methods.Progress: OnProgress(frame, thread); return;
            case Methods.ResourcesUpdated when IsOfOtherEra: Pass(frame, method, null, lane, thread, _sendUpdate); return;
            case Methods.ElicitationComplete when _session.Introduction is { IsModern: true }: Drop(); return; // 2026-07-28 has no such thing
            case Methods.LogMessage when _session.Introduction is { IsModern: true } && !_server.IsModern && !ServerLogging.IsWanted(_server, frame): Drop(); return;
            default: Pass(frame, method, null, ParentLane(frame) ?? lane, thread, _send); return;
        }
    }

    // What a modern peer subscribes to has a mark, and its other end is the gateway's own subscription.
    private bool IsOfOtherEra => _server.IsModern || _session.Introduction is { IsModern: true };

    private Lane? ParentLane(Frame frame) => frame.Parent != 0 ? _server.Calls.Find(frame.Parent)?.Lane : null;

    private void OnProgress(Frame frame, ReaderThread thread)
    {
        var token = frame.Envelope.ProgressToken;
        if (!token.IsPresent || !WireId.TryRead(frame.Raw(token), out var id) || _server.Calls.Find(id) is not { } sent
            || (sent.Parked is null ? sent : sent.Parked.Successor) is not { ProgressToken: not null, IsFinished: false } call)
        {
            Drop();
            return;
        }

        call.Touch(_session.Time.GetTimestamp());
        Pass(frame, Methods.Progress, call, call.Lane, thread, _send);
    }

    private void Pass(Frame frame, string method, InFlight? call, Lane lane, ReaderThread thread, Action<Passage> next)
    {
        if (_session.Introduction is null) return;
        var passage = thread.Take();
        passage.Frame = frame;
        passage.Payload = frame.Envelope.Params;
        passage.Place = Places.Of(FrameKind.Notification, method);
        passage.Info = new() { Direction = Direction.ToClient, Method = method, Server = _server.Name, Tool = call?.Tool?.Name, Session = _session.Id };
        passage.Shown = _session.Shown;
        passage.State = call;
        passage.Next = next;
        passage.Lane = lane;
        if (_session.Pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    private void Send(Passage passage)
    {
        var call = (InFlight?)passage.State;
        if (call is { IsFinished: false }) CallTracing.Count(call, passage);
        if (passage.Refusal is not null || call is { IsFinished: true })
        {
            Drop();
            return;
        }

        if (call is not null && passage.Findings is { } findings) call.Count(findings);
        scoped var splices = default(Splices);
        if (call is not null) splices.Replace(passage.Frame.Envelope.ProgressToken, call.ProgressToken);
        var stream = call?.Stream ?? ParentStream.Of(_session, _server, passage.Frame, passage.Info.Method);
        _session.Client.Send(passage.Frame.Bytes, splices, stream);
    }

    private void SendUpdate(Passage passage)
    {
        if (passage.Refusal is null) _session.Notices.ResourceUpdated(passage.Frame);
        else Drop();
    }

    private void Drop() => Interlocked.Increment(ref _session.Dropped);
}
