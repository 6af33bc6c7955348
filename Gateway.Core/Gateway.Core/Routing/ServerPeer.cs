using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Handles what one run of a server sends. Its reader may wait for the client's queue, and for nothing else.</summary>
internal sealed class ServerPeer(SessionContext session, ChildServer server, ServerRun run, CallAnswers answers, ServerRequests requests, ServerChanges changes, ServerLosses losses) : IPeerHandler
{
    private readonly ServerNotifications _notifications = new(session, server, requests, changes);
    private readonly Lane _lane = new();
    private bool _hasReportedJunk;

    public void OnFrame(Frame frame, ReaderThread thread)
    {
        if (!server.IsCurrent(run)) return; // another has taken its place
        server.Hear();
        if (session.Client.IsOverBound)
        {
            thread.Batch.Flush();
            session.Client.WaitForRoom();
        }

        switch (frame.Envelope.Kind)
        {
            case FrameKind.Request: requests.OnRequest(server, frame, thread, _lane); break;
            case FrameKind.Notification: _notifications.On(frame, thread, _lane); break;
            default: OnAnswer(frame, thread); break;
        }
    }

    public void OnFault(FrameFault fault, byte[]? id, bool isCall, long stream)
    {
        // An answer that cannot be passed on ends its call at once; junk is reported once and otherwise ignored.
        if (id is not null && !isCall && WireId.TryRead(id, out var number) && server.Calls.Remove(number) is { } call)
        {
            End(call, ErrorCodes.BadAnswer, $"Server '{server.Name}' answered with a message that cannot be passed on. {fault.Sentence()}", "error");
        }
        else if (id is not null && isCall)
        {
            server.Outbox?.TrySend(Answer.Error(id, fault.Code(), fault.Sentence()));
        }
        else if (!_hasReportedJunk)
        {
            _hasReportedJunk = true;
            Log.Junk(session.Log, server.Name, fault.ToString());
        }
    }

    public void OnTakenOver(Passage passage, ReaderThread thread) => session.Pipeline.Pass(passage, thread.Walker, thread.Turn);

    // On the reader's own thread, which has nothing else to do any more.
    public void OnEnd(Exception? cause) => losses.OnEnd(server, run);

    private void End(InFlight call, int code, string sentence, string outcome)
    {
        if (call.Reply is { } reply) reply.Fail(sentence);
        else if (call.Parked is { } parked) session.Parked.OnLost(parked, sentence);
        else answers.Fail(call, code, sentence, outcome);
    }

    private void OnAnswer(Frame frame, ReaderThread thread)
    {
        if (!WireId.TryRead(frame.Raw(frame.Envelope.Id), out var id) || server.Calls.Remove(id) is not { } call)
        {
            Interlocked.Increment(ref session.Dropped);
            return;
        }

        if (call.Reply is { } reply) reply.Set(frame.Copy());
        else if (call.Parked is not { } parked) answers.OnAnswer(call, frame, thread);
        else if (session.Parked.OnAnswer(parked, frame) is { } successor) answers.OnAnswer(successor, frame, thread);
    }
}
