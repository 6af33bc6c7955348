using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>What a shared server sends: each message goes to the session that it belongs to, or to nobody.</summary>
internal sealed class ServerMessages(SharedRun run, string name)
{
    public void On(Frame frame)
    {
        run.Hear();
        switch (frame.Envelope.Kind)
        {
            case FrameKind.Request: OnRequest(frame); break;
            case FrameKind.Notification: OnNotification(frame, Methods.Parse(frame.Raw(frame.Envelope.Method))); break;
            default: OnAnswer(frame); break;
        }
    }

    /// <summary>A line that is no message. An answer that cannot be passed on ends its call at once.</summary>
    public void OnFault(FrameFault fault, byte[]? id, bool isCall)
    {
        if (id is not null && isCall) run.Outbox.TrySend(Answer.Error(id, fault.Code(), fault.Sentence()));
        else if (id is not null && WireId.TryRead(id, out var number) && Remove(number) is { } call) OnBadAnswer(call, fault);
        else run.Drop();
    }

    // It can ask nobody: whose answer would it be?
    private void OnRequest(Frame frame)
    {
        var id = frame.Raw(frame.Envelope.Id);
        run.Outbox.TrySend(Methods.Parse(frame.Raw(frame.Envelope.Method)) == Methods.Ping
            ? Answer.Result(id, "{}"u8)
            : Answer.Error(id, ErrorCodes.MethodNotFound, "Method not found: several sessions share this server, and it can ask none of them."));
    }

    private void OnAnswer(Frame frame)
    {
        if (!WireId.TryRead(frame.Raw(frame.Envelope.Id), out var number) || Remove(number) is not { } call)
        {
            run.Drop();
            return;
        }

        if (call.Take is { } take)
        {
            take(frame);
            return;
        }

        var port = call.Port!; // the hub takes the answers to its own
        if (frame.Envelope.Kind == FrameKind.Result && (call.IsTask || TaskOwners.IsTask(frame))) run.Tasks.Note(port, frame);
        if (call.Look?.Invoke(frame) is { } instead)
        {
            port.Deliver(instead, default, call.Parent);
            return;
        }

        scoped var splices = default(Splices);
        splices.Replace(frame.Envelope.Id, call.OriginalId);
        if (call.IsStanding) splices.Replace(MarkOf(frame), call.OriginalId);
        port.Deliver(frame.Bytes, splices, call.Parent);
    }

    private void OnBadAnswer(SharedCall call, FrameFault fault)
    {
        var answer = Answer.Error(call.OriginalId.Length > 0 ? call.OriginalId : "0"u8, ErrorCodes.BadAnswer, $"Server '{Printable.Line(name)}' answered with a message that cannot be passed on. {fault.Sentence()}");
        if (call.Port is { } port)
        {
            port.Deliver(answer, default, call.Parent);
            return;
        }

        var frame = Frame.Of(answer);
        EnvelopeReader.Read(frame, int.MaxValue);
        call.Take?.Invoke(frame);
    }

    private void OnNotification(Frame frame, string method)
    {
        var envelope = frame.Envelope;
        if (method == Methods.Progress) OnProgress(frame);
        else if (envelope.Reserved.SubscriptionId.IsPresent) OnMarked(frame, envelope.Reserved.SubscriptionId);
        else if (envelope.TaskId.IsPresent) Deliver(frame, () => run.Tasks.OwnerOf(frame));
        else if (method is Methods.ToolsListChanged or Methods.PromptsListChanged or Methods.ResourcesListChanged) DeliverAll(frame, run.Everybody());
        else if (method == Methods.ResourcesUpdated) OnUpdated(frame);
        else if (method == Methods.Cancelled) run.Drop(); // of a request that was refused
        else if (method == Methods.LogMessage) Deliver(frame, () => TargetOf(frame) is { } port && run.Logging.IsWanted(port, frame) ? port : null);
        else Deliver(frame, () => TargetOf(frame));
    }

    private void OnProgress(Frame frame)
    {
        var token = frame.Envelope.ProgressToken;
        if (token.IsPresent && WireId.TryRead(frame.Raw(token), out var number) && Find(number) is { Port: { } port, ProgressToken: { } own } call) Splice(frame, token, own, port, call.Parent);
        else run.Drop();
    }

    // What belongs to a subscription of a modern session (2026-07-28).
    private void OnMarked(Frame frame, Slice mark)
    {
        if (WireId.TryRead(frame.Raw(mark), out var number) && Find(number) is { Port: { } port } call) Splice(frame, mark, call.OriginalId, port, call.Parent);
        else run.Drop();
    }

    private void OnUpdated(Frame frame)
    {
        IReadOnlyList<SharedPort> ports;
        lock (run.Gate) ports = run.Subscriptions.Of(frame);
        DeliverAll(frame, ports);
    }

    private void DeliverAll(Frame frame, IReadOnlyCollection<SharedPort> ports)
    {
        if (ports.Count == 0) run.Drop();
        foreach (var port in ports) port.Deliver(frame.Bytes);
    }

    // By the stream on which it came (HTTP), else the only session that it can be of.
    private SharedPort? TargetOf(Frame frame) => frame.Parent != 0 ? run.Calls.Find(frame.Parent)?.Port : run.OnlyPossible();

    private void Deliver(Frame frame, Func<SharedPort?> target)
    {
        SharedPort? port;
        long parent;
        lock (run.Gate)
        {
            port = target();
            parent = frame.Parent != 0 ? run.Calls.Find(frame.Parent)?.Parent ?? 0 : 0;
        }

        if (port is { HasEnded: false }) port.Deliver(frame.Bytes, default, parent);
        else run.Drop();
    }

    private static void Splice(Frame frame, Slice part, byte[] own, SharedPort port, long parent)
    {
        scoped var splices = default(Splices);
        splices.Replace(part, own);
        port.Deliver(frame.Bytes, splices, parent);
    }

    private static Slice MarkOf(Frame frame)
    {
        if (!frame.Envelope.ResultMeta.IsPresent) return default;
        var mark = JsonMembers.Find(frame.Raw(frame.Envelope.ResultMeta), "io.modelcontextprotocol/subscriptionId"u8);
        return mark.IsPresent ? mark with { Start = frame.Envelope.ResultMeta.Start + mark.Start } : default;
    }

    private SharedCall? Find(long number)
    {
        lock (run.Gate) return run.Calls.Find(number);
    }

    private SharedCall? Remove(long number)
    {
        lock (run.Gate) return run.Calls.Remove(number);
    }
}
