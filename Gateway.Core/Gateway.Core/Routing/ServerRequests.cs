using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>What servers ask the client, and the client's answers.</summary>
internal sealed class ServerRequests
{
    private readonly SessionContext _session;
    private readonly Action<Passage> _ask;
    private readonly Action<Passage> _answer;

    public ServerRequests(SessionContext session)
    {
        _session = session;
        (_ask, _answer) = (Ask, Reply);
    }

    /// <summary>A request of a server: answered here when it is a ping, refused when the client cannot answer it, else passed on.</summary>
    public void OnRequest(ChildServer server, Frame frame, ReaderThread thread, Lane lane)
    {
        var method = Methods.Parse(frame.Raw(frame.Envelope.Method));
        var id = frame.Raw(frame.Envelope.Id);
        if (method == Methods.Ping)
        {
            server.Outbox?.TrySend(Answer.Result(id, "{}"u8));
            return;
        }

        var (client, call, asking) = (_session.Introduction, (InFlight?)null, (InFlight?)null);
        if (client is { IsModern: true })
        {
            // It takes no requests, only answers that ask: so there must be a call to answer.
            call = ParkedCalls.ParentOf(server, frame.Parent);
            if (call is null)
            {
                server.Outbox?.TrySend(Answer.Error(id, ErrorCodes.InvalidRequest, "Invalid request: this client can be asked only during a call of its own (MCP 2026-07-28)."));
                return;
            }

            asking = call.Parked?.Successor ?? call;
            client = asking.Client;
            if (client?.CanAnswer(method) != true) asking.Missing = MissingCapability.Of(method, default, client!); // a call has a client
        }

        if (client?.CanAnswer(method) != true || (asking is not null && Lacks(asking, method, frame, client)))
        {
            var isPage = client?.CanAnswer(method) == true && method == Methods.ElicitationCreate; // 2025-11-25: a mode that is not declared is an invalid parameter
            server.Outbox?.TrySend(isPage
                ? Answer.Error(id, ErrorCodes.InvalidParams, "Invalid params: the client does not support elicitation in URL mode.")
                : Answer.Error(id, ErrorCodes.MethodNotFound, "Method not found: the client does not support it."));
            return;
        }

        var request = new InFlight
        {
            OriginalId = id.ToArray(),
            Key = RequestId.Of(id),
            ProgressToken = frame.Envelope.ProgressToken.IsPresent ? frame.Raw(frame.Envelope.ProgressToken).ToArray() : null,
            Method = method,
            Server = server,
            Stream = ParentStream.Of(_session, server, frame.Parent),
            Request = new() { Direction = Direction.ToClient, Method = method, Server = server.Name, Session = _session.Id },
            Answer = new() { Direction = Direction.ToServer, Method = method, Server = server.Name, Session = _session.Id, IsAnswer = true },
        };
        var passage = Fill(thread, frame, request.Request, Places.Of(FrameKind.Request, method), lane);
        passage.Payload = frame.Envelope.Params;
        passage.Shown = _session.Shown;
        passage.State = request;
        passage.Next = call is null ? _ask : guarded => Park(call, guarded);
        Send(passage, thread);
    }

    /// <summary>The client's answer to a server's request.</summary>
    public void OnAnswer(Frame frame, ReaderThread thread)
    {
        if (!WireId.TryRead(frame.Raw(frame.Envelope.Id), out var id) || _session.ServerRequests.Remove(id) is not { } request)
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        var passage = Fill(thread, frame, request.Answer, Places.Of(frame.Envelope.Kind, request.Method), request.Lane);
        passage.Payload = frame.Envelope.Payload;
        passage.State = request;
        passage.Next = _answer;
        Send(passage, thread);
    }

    /// <summary>The client's answer came and cannot be read: its server gets an error instead of silence.</summary>
    /// <returns>False when the id is that of no request.</returns>
    public bool OnBadAnswer(byte[] id, FrameFault fault)
    {
        if (!WireId.TryRead(id, out var number) || _session.ServerRequests.Remove(number) is not { } request) return false;
        if (request.Lose is { } lose)
        {
            lose(ErrorCodes.BadAnswer, $"The client's answer to '{request.Method}' cannot be passed on. {fault.Sentence()}");
        }
        else if (request.TryFinish())
        {
            request.Server?.Outbox?.TrySend(Answer.Error(request.OriginalId, ErrorCodes.BadAnswer, fault.Sentence()));
        }

        return true;
    }

    /// <summary>A server takes a request back.</summary>
    public void OnCancelled(ChildServer server, Frame frame, ReaderThread thread, Lane lane)
    {
        if (!frame.Envelope.RequestId.IsPresent) return;
        var key = RequestId.Of(frame.Raw(frame.Envelope.RequestId));
        if (_session.ServerRequests.FindOriginal(server, key) is not { } request || !request.Cancel().WasOpen) return;
        _session.ServerRequests.Remove(request.Id);
        if (request.Id == 0 || _session.Introduction is { IsModern: true }) return; // the client never got it as a request
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.Cancelled, Server = server.Name, Session = _session.Id };
        var passage = Fill(thread, frame, info, Places.Of(FrameKind.Notification, Methods.Cancelled), lane);
        passage.Payload = frame.Envelope.Params;
        passage.Shown = _session.Shown;
        passage.Next = guarded =>
        {
            if (guarded.Refusal is not null) return;
            Span<byte> buffer = stackalloc byte[WireId.MaxLength];
            scoped var splices = default(Splices);
            splices.Replace(guarded.Frame.Envelope.RequestId, WireId.Write(request.Id, buffer));
            _session.Client.Send(guarded.Frame.Bytes, splices, request.Stream);
        };
        Send(passage, thread);
    }

    /// <summary>Nobody is left to take the client's answers for it.</summary>
    public void OnServerLost(ChildServer server)
    {
        foreach (var request in _session.ServerRequests.All().Where(request => request.Server == server))
        {
            if (request.Lose is { } lose)
            {
                lose(ErrorCodes.ServerLost, $"Server '{server.Name}' was lost while the client was asked '{request.Method}' for it.");
                continue;
            }

            _session.ServerRequests.Remove(request.Id);
            request.Cancel();
        }
    }

    // A modern client learns of it if its call fails for that.
    private static bool Lacks(InFlight call, string method, Frame frame, Introduction client) =>
        (call.Missing = MissingCapability.Of(method, frame.Envelope.Params.IsPresent ? frame.Raw(frame.Envelope.Params) : default, client)) is not null;

    private static Passage Fill(ReaderThread thread, Frame frame, MessageInfo info, Place place, Lane lane)
    {
        var passage = thread.Take();
        (passage.Frame, passage.Info, passage.Place, passage.Lane) = (frame, info, place, lane);
        return passage;
    }

    private void Send(Passage passage, ReaderThread thread)
    {
        if (_session.Pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    private void Park(InFlight call, Passage passage)
    {
        var request = (InFlight)passage.State!;
        if (passage.Refusal is { } refusal) request.Server!.Outbox?.TrySend(RefusedAnswer.Error(request.OriginalId, request.Request, refusal));
        else if (!_session.ServerRequests.TryAdd(request)) request.Server!.Outbox?.TrySend(Answer.Error(request.OriginalId, ErrorCodes.Busy, "The client has too many requests in flight. Try again."));
        else if (request.TryForward()) _session.Parked.Ask(request, call, passage.Payload.IsPresent ? passage.Frame.Raw(passage.Frame.Envelope.Params).ToArray() : []);
    }

    private void Ask(Passage passage)
    {
        var request = (InFlight)passage.State!;
        if (passage.Refusal is { } refusal)
        {
            request.Server!.Outbox?.TrySend(RefusedAnswer.Error(request.OriginalId, request.Request, refusal));
            return;
        }

        if (!_session.ServerRequests.TryAdd(request))
        {
            request.Server!.Outbox?.TrySend(Answer.Error(request.OriginalId, ErrorCodes.Busy, "The client has too many requests in flight. Try again."));
            return;
        }

        if (!request.TryForward())
        {
            _session.ServerRequests.Remove(request.Id);
            return;
        }

        Span<byte> buffer = stackalloc byte[WireId.MaxLength];
        var id = WireId.Write(request.Id, buffer);
        scoped var splices = default(Splices);
        splices.Replace(passage.Frame.Envelope.Id, id);
        splices.Replace(passage.Frame.Envelope.ProgressToken, id);
        _session.Client.Send(passage.Frame.Bytes, splices, request.Stream);
    }

    private void Reply(Passage passage)
    {
        var request = (InFlight)passage.State!;
        if (!request.TryFinish()) return;
        if (request.Take is { } take)
        {
            take(passage);
            return;
        }

        if (passage.Refusal is { } refusal)
        {
            request.Server!.Outbox?.TrySend(RefusedAnswer.Error(request.OriginalId, request.Answer, refusal));
            return;
        }

        scoped var splices = default(Splices);
        splices.Replace(passage.Frame.Envelope.Id, request.OriginalId);
        request.Server!.Outbox?.Send(passage.Frame.Bytes, splices);
    }
}
