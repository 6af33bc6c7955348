using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>What sessions send to a shared server. It has passed their guardrails.</summary>
internal sealed class PortMessages(SharedRun run)
{
    public void On(SharedPort port, Frame frame)
    {
        var fault = EnvelopeReader.Read(frame, int.MaxValue); // how deep it may be its session has judged
        if (fault == FrameFault.None && TryHandle(port, frame)) return;
        if (fault == FrameFault.None) fault = FrameFault.Unhandled;
        if (TopLevelId.In(frame.Bytes) is { Id: { } id, HasMethod: true }) port.Deliver(Answer.Error(id, fault.Code(), fault.Sentence()));
        else run.Drop();
    }

    // A fault of our own costs one message.
    private bool TryHandle(SharedPort port, Frame frame)
    {
        try
        {
            Handle(port, frame);
            return true;
        }
        catch (Exception exception) when (exception is not (IOException or ObjectDisposedException))
        {
            return false;
        }
    }

    private void Handle(SharedPort port, Frame frame)
    {
        switch (frame.Envelope.Kind)
        {
            case FrameKind.Request: OnRequest(port, frame, Methods.Parse(frame.Raw(frame.Envelope.Method))); break;
            case FrameKind.Notification: OnNotification(port, frame, Methods.Parse(frame.Raw(frame.Envelope.Method))); break;
            default: run.Drop(); break; // an answer: it was asked nothing
        }
    }

    private void OnRequest(SharedPort port, Frame frame, string method)
    {
        switch (method)
        {
            case Methods.Initialize: run.Opening.OnInitialize(port, frame); return;
            case Methods.ServerDiscover: run.Opening.OnDiscover(port, frame); return;
            case Methods.SetLevel: run.Logging.OnSetLevel(port, frame); return;
            case Methods.ResourcesSubscribe: run.Subscriptions.OnSubscribe(port, frame); return;
            case Methods.ResourcesUnsubscribe: run.Subscriptions.OnUnsubscribe(port, frame); return;
        }

        byte[]? answer;
        if (method.StartsWith(Methods.TasksPrefix, StringComparison.Ordinal)) answer = run.Tasks.OnRequest(port, frame, method);
        else lock (run.Gate) answer = run.Requests.Forward(port, frame, isStanding: method == Methods.SubscriptionsListen);
        if (answer is not null) port.Deliver(answer);
    }

    private void OnNotification(SharedPort port, Frame frame, string method)
    {
        switch (method)
        {
            case Methods.Initialized: run.Opening.OnInitialized(frame); break;
            case Methods.Cancelled: Cancel(port, frame); break;
            case Methods.Progress or Methods.RootsListChanged: run.Drop(); break; // of what it can neither ask nor know
            default: run.Outbox.TrySend(frame.Bytes); break;
        }
    }

    private void Cancel(SharedPort port, Frame frame)
    {
        if (!frame.Envelope.RequestId.IsPresent) return;
        lock (run.Gate)
        {
            if (run.Calls.Cancel(port, RequestId.Of(frame.Raw(frame.Envelope.RequestId))) is not { } call) return;
            Span<byte> buffer = stackalloc byte[WireId.MaxLength];
            scoped var splices = default(Splices);
            splices.Replace(frame.Envelope.RequestId, WireId.Write(call.Id, buffer));
            run.Outbox.TrySend(frame.Bytes, splices);
        }
    }
}
