using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Handles what one server sends. Its reader may wait for the client's queue, and for nothing else.</summary>
internal sealed class ServerPeer : IPeerHandler
{
    private readonly SessionContext _session;
    private readonly ChildServer _server;
    private readonly CallAnswers _answers;
    private readonly ServerRequests _requests;
    private readonly Action<ChildServer> _onToolsChanged;
    private readonly Action<Passage> _sendNotification;
    private readonly Lane _lane = new();
    private bool _hasReportedJunk;

    public ServerPeer(SessionContext session, ChildServer server, CallAnswers answers, ServerRequests requests, Action<ChildServer> onToolsChanged)
    {
        (_session, _server, _answers, _requests, _onToolsChanged) = (session, server, answers, requests, onToolsChanged);
        _sendNotification = SendNotification;
    }

    public void OnFrame(Frame frame, ReaderThread thread)
    {
        if (_session.Client.IsOverBound)
        {
            thread.Batch.Flush();
            _session.Client.WaitForRoom();
        }

        switch (frame.Envelope.Kind)
        {
            case FrameKind.Request: _requests.OnRequest(_server, frame, thread, _lane); break;
            case FrameKind.Notification: OnNotification(frame, thread); break;
            default: OnAnswer(frame, thread); break;
        }
    }

    public void OnFault(FrameFault fault, byte[]? id, bool isCall)
    {
        // An answer that cannot be passed on ends its call at once; junk is reported once and otherwise ignored.
        if (id is not null && !isCall && WireId.TryRead(id, out var number) && _server.Calls.Remove(number) is { } call)
        {
            var sentence = $"Server '{_server.Name}' answered with a message that cannot be passed on. {fault.Sentence()}";
            if (call.Reply is { } reply) reply.Fail(sentence);
            else _answers.Fail(call, ErrorCodes.BadAnswer, sentence, "error");
        }
        else if (id is not null && isCall)
        {
            _server.Outbox?.TrySend(Answer.Error(id, fault.Code(), fault.Sentence()));
        }
        else if (!_hasReportedJunk)
        {
            _hasReportedJunk = true;
            Log.Junk(_session.Log, _server.Name, fault.ToString());
        }
    }

    public void OnTakenOver(Passage passage, ReaderThread thread) => _session.Pipeline.Pass(passage, thread.Walker, thread.Turn);

    // On the reader's own thread, which has nothing else to do any more.
    public void OnEnd(Exception? cause)
    {
        var reason = _server.WaitForEnd();
        var wasRunning = _server.State is ServerState.Starting or ServerState.Ready;
        _server.Fail(reason);
        _session.Changes.Raise();
        if (wasRunning) Log.ServerEnded(_session.Log, _server.Name);
        foreach (var call in _server.Calls.Clear())
        {
            if (call.Reply is { } reply) reply.Fail(reason);
            else _answers.Fail(call, ErrorCodes.ServerLost, $"Server '{_server.Name}' was lost before it answered: {reason}", "server_lost");
        }

        _requests.OnServerLost(_server);
        _onToolsChanged(_server);
    }

    private void OnAnswer(Frame frame, ReaderThread thread)
    {
        if (!WireId.TryRead(frame.Raw(frame.Envelope.Id), out var id) || _server.Calls.Remove(id) is not { } call)
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        if (call.Reply is { } reply) reply.Set(frame.Copy());
        else _answers.OnAnswer(call, frame, thread);
    }

    private void OnNotification(Frame frame, ReaderThread thread)
    {
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        switch (method)
        {
            case Methods.ToolsListChanged: _onToolsChanged(_server); return;
            case Methods.Cancelled: _requests.OnCancelled(_server, frame, thread, _lane); return;
            case Methods.Progress: OnProgress(frame, thread); return;
            default: Send(frame, method, null, _lane, thread); return;
        }
    }

    private void OnProgress(Frame frame, ReaderThread thread)
    {
        var token = frame.Envelope.ProgressToken;
        if (!token.IsPresent || !WireId.TryRead(frame.Raw(token), out var id) || _server.Calls.Find(id) is not { ProgressToken: not null, IsFinished: false } call)
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        call.Touch(_session.Time.GetTimestamp());
        Send(frame, Methods.Progress, call, call.Lane, thread);
    }

    private void Send(Frame frame, string method, InFlight? call, Lane lane, ReaderThread thread)
    {
        if (_session.Introduction is null) return;
        var passage = thread.Take();
        passage.Frame = frame;
        passage.Payload = frame.Envelope.Params;
        passage.Place = Places.Of(FrameKind.Notification, method);
        passage.Info = new() { Direction = Direction.ToClient, Method = method, Server = _server.Name, Tool = call?.Tool?.Name, Session = _session.Id };
        passage.Shown = _session.Shown;
        passage.State = call;
        passage.Next = _sendNotification;
        passage.Lane = lane;
        if (_session.Pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    private void SendNotification(Passage passage)
    {
        var call = (InFlight?)passage.State;
        if (call is { IsFinished: false }) CallTracing.Count(call, passage);
        if (passage.Refusal is not null || call is { IsFinished: true })
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        if (call is not null && passage.Findings is { } findings) call.Count(findings);
        scoped var splices = default(Splices);
        if (call is not null) splices.Replace(passage.Frame.Envelope.ProgressToken, call.ProgressToken);
        _session.Client.Send(passage.Frame.Bytes, splices);
    }
}
