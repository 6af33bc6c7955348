using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Handles what the client sends. It never waits: what must wait is kept aside, with a copy of its frame.</summary>
internal sealed class ClientPeer(SessionContext session, ClientRequests requests, ServerRequests serverRequests, ClientNotifications notifications, Action onIntroduced, Action<string?> onEnd) : IPeerHandler
{
    public void OnFrame(Frame frame, ReaderThread thread)
    {
        switch (frame.Envelope.Kind)
        {
            case FrameKind.Request: OnRequest(frame, thread); break;
            case FrameKind.Notification: OnNotification(frame, thread); break;
            default: serverRequests.OnAnswer(frame, thread); break;
        }

        // Servers wait at the bound: what is over it are our own answers, to requests whose answers nobody reads.
        if (session.Client.IsFarOverBound) onEnd("the client does not read what it asked for; its queue is over the bound");
    }

    public void OnFault(FrameFault fault, byte[]? id, bool isCall, long stream)
    {
        // An unreadable answer of the client: there is nobody to tell but the server, by its time-out.
        if (id is not null && !isCall && (serverRequests.OnBadAnswer(id, fault) || fault is FrameFault.TooLarge or FrameFault.TooDeep)) return;

        session.Client.Answer(Answer.Error(id ?? Answer.NoId, fault.Code(), fault.Sentence()), stream);
    }

    public void OnTakenOver(Passage passage, ReaderThread thread) => session.Pipeline.Pass(passage, thread.Walker, thread.Turn);

    public void OnEnd(Exception? cause) => onEnd(null);

    private void OnRequest(Frame frame, ReaderThread thread)
    {
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        if (method == Methods.Initialize) Initialize(frame);
        else if (ClientOf(frame, method) is { } client) requests.On(frame, method, client, thread);
    }

    private void Initialize(Frame frame)
    {
        if (session.Introduction is { IsModern: false })
        {
            session.AnswerError(frame, ErrorCodes.InvalidRequest, "Invalid request: the session is initialized already.");
            return;
        }

        var introduction = Introduction.Read(frame);
        Introduce(introduction);
        requests.Introduction.Answer(frame, Methods.Initialize, introduction);
    }

    // Who asks; null when it does not say so in the way of any era, which it was told.
    private Introduction? ClientOf(Frame frame, string method)
    {
        if (session.Introduction is { IsModern: false } initialized) return initialized;
        var version = frame.Envelope.Reserved.ProtocolVersion;
        if (!version.IsPresent) return Refuse(frame, method);
        if (!frame.Raw(version).SequenceEqual("\"2026-07-28\""u8))
        {
            session.Client.Answer(IntroductionRequests.Unsupported(frame.Raw(frame.Envelope.Id), frame.Raw(version)), frame.Parent);
            return null;
        }

        if (session.Introduction is { } known && known.IsOf(frame)) return known;
        if (Introduction.ReadModern(frame) is not { } modern)
        {
            session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: '_meta' lacks io.modelcontextprotocol/clientCapabilities.");
            return null;
        }

        Introduce(modern);
        return modern;
    }

    private Introduction? Refuse(Frame frame, string method)
    {
        if (session.Introduction is not null) session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: '_meta' lacks io.modelcontextprotocol/protocolVersion.");
        else if (method == Methods.Ping) session.Answer(frame, "{}"u8);
        else session.AnswerError(frame, ErrorCodes.InvalidRequest, $"Invalid request: '{Printable.Line(method, 80)}' came before initialize.");
        return null;
    }

    private void Introduce(Introduction introduction)
    {
        session.Introduction = introduction;
        session.Changes.Raise();
        onIntroduced();
    }

    private void OnNotification(Frame frame, ReaderThread thread)
    {
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        switch (method)
        {
            case Methods.Initialized: return; // each server got its own
            case Methods.Cancelled: Cancel(frame); return;
            case Methods.Progress: notifications.OnProgress(frame, thread); return;
            default: notifications.Broadcast(frame, method); return;
        }
    }

    private void Cancel(Frame frame)
    {
        if (!frame.Envelope.RequestId.IsPresent) return;
        var id = RequestId.Of(frame.Raw(frame.Envelope.RequestId), session.Introduction is { IsModern: true } ? frame.Parent : 0);
        if (session.Calls.Find(id) is not { } call)
        {
            requests.Subscriptions.Cancel(id);
            return;
        }

        var (wasOpen, wasForwarded) = call.Cancel();
        if (!wasOpen) return;
        session.Calls.Remove(call);
        session.Tracing.End(call, "cancelled");
        if (!wasForwarded || call.Server is not { } server) return;
        notifications.ForwardCancel(frame, call, server);
    }
}
