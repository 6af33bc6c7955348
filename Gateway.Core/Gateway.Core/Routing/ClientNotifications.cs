using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>The client's notifications on their way to servers.</summary>
internal sealed class ClientNotifications
{
    private readonly SessionContext _session;
    private readonly Lane _lane = new();
    private readonly Action<Passage> _notify;

    public ClientNotifications(SessionContext session)
    {
        _session = session;
        _notify = Notify;
    }

    /// <summary>Progress of the client on a server's request.</summary>
    public void OnProgress(Frame frame, ReaderThread thread)
    {
        var token = frame.Envelope.ProgressToken;
        if (!token.IsPresent || !WireId.TryRead(frame.Raw(token), out var id)
            || _session.ServerRequests.Find(id) is not { ProgressToken: not null, Server: { } server } request)
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        Notify(server, frame, Methods.Progress, request, request.Lane, thread);
    }

    /// <summary>A notification of the client that belongs to no request goes to every server that is ready.</summary>
    public void Broadcast(Frame frame, string method)
    {
        // Modern servers ask for the roots when they need them.
        foreach (var server in _session.Servers.Where(server => server.IsUp && !(server.IsModern && method == Methods.RootsListChanged)))
        {
            var copy = frame.Copy();
            var passage = GuardrailPipeline.Detached(copy, copy.Envelope.Params, Info(server, method), Places.Of(FrameKind.Notification, method));
            passage.State = (server, (InFlight?)null);
            passage.Next = _notify;
            passage.Lane = _lane;
            _session.Pipeline.PassQueued(passage);
        }
    }

    /// <summary>The client's cancellation of a call that its server has.</summary>
    public void ForwardCancel(Frame frame, InFlight call, ChildServer server)
    {
        if (!server.Calls.TryRemove(call, out var id)) return; // it has answered, or never got it
        // The reason is the client's text: it passes the guardrails like any other.
        var copy = frame.Copy();
        var passage = GuardrailPipeline.Detached(copy, copy.Envelope.Params, Info(server, Methods.Cancelled), Places.Of(FrameKind.Notification, Methods.Cancelled));
        passage.Next = guarded =>
        {
            if (guarded.Refusal is not null)
            {
                Cancellation.Tell(server, id, "cancelled by the client");
                return;
            }

            Span<byte> buffer = stackalloc byte[WireId.MaxLength];
            scoped var splices = default(Splices);
            splices.Replace(guarded.Frame.Envelope.RequestId, WireId.Write(id, buffer));
            server.Outbox?.TrySend(guarded.Frame.Bytes, splices);
        };
        _session.Pipeline.PassQueued(passage);
    }

    private void Notify(ChildServer server, Frame frame, string method, InFlight request, Lane lane, ReaderThread thread)
    {
        var passage = thread.Take();
        (passage.Frame, passage.Payload, passage.Info) = (frame, frame.Envelope.Params, Info(server, method));
        (passage.Place, passage.Lane) = (Places.Of(FrameKind.Notification, method), lane);
        (passage.State, passage.Next) = ((server, (InFlight?)request), _notify);
        if (_session.Pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    private void Notify(Passage passage)
    {
        var (server, request) = ((ChildServer, InFlight?))passage.State!;
        if (passage.Refusal is not null)
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        scoped var splices = default(Splices);
        if (request is not null) splices.Replace(passage.Frame.Envelope.ProgressToken, request.ProgressToken);
        server.Outbox?.TrySend(passage.Frame.Bytes, splices);
    }

    private MessageInfo Info(ChildServer server, string method) => new() { Direction = Direction.ToServer, Method = method, Server = server.Name, Session = _session.Id };
}
