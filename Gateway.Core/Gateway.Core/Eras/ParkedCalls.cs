using System.Globalization;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Eras;

/// <summary>Lets legacy servers ask modern clients: the call is answered with "input required", and goes on when the client comes back.</summary>
internal sealed class ParkedCalls(SessionContext session, CallAnswers answers)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ParkedCall> _parked = [];
    private SignedState? _state;
    private long _lastId;

    /// <summary>The client's call that a request of the server belongs to; null when it belongs to none.</summary>
    /// <param name="server">Who asks.</param>
    /// <param name="parent">The call on whose stream it came; 0 when the transport does not tell.</param>
    public static InFlight? ParentOf(ChildServer server, long parent)
    {
        if (parent != 0) return server.Calls.Find(parent) is { } told && IsOpen(told) ? told : null;
        // A stream does not tell. Of several the oldest that still runs: all of them are this client's.
        return server.Calls.All().Where(IsOpen).OrderBy(call => call.Parked is { Successor: null }).ThenBy(call => call.Id).FirstOrDefault();
    }

    /// <summary>A guarded request of a server: its call is parked, and the client asked; or it waits until the client is back.</summary>
    public void Ask(InFlight request, InFlight call, byte[] parameters)
    {
        ParkedCall parked;
        lock (_lock)
        {
            parked = call.Parked ??= new(++_lastId, call);
            _parked[parked.Id] = parked;
        }

        lock (parked.Lock)
        {
            // Answered, cancelled or timed out while a guardrail held the question; looked at now that whoever ends it sees that it is parked.
            if (parked.Server.Calls.Find(call.Id) is null)
            {
                if (parked.Successor is not null) Forget(parked); // else its answer is kept for the client
                session.ServerRequests.Remove(request.Id);
                if (request.TryFinish()) parked.Server.Outbox?.TrySend(Answer.Error(request.OriginalId, ErrorCodes.InvalidRequest, "Invalid request: the call that it belongs to is over."));
                return;
            }

            parked.Waiting.Add((request, parameters));
            if (parked.Successor is not null) SendAway(parked);
        }
    }

    /// <summary>The server's answer to a call that was parked before.</summary>
    /// <returns>The request of the client that it answers; null when the client is away and the answer is kept.</returns>
    public InFlight? OnAnswer(ParkedCall parked, Frame frame)
    {
        lock (parked.Lock)
        {
            if (parked.Successor is { } successor)
            {
                Forget(parked);
                return successor;
            }

            parked.Answer = frame.Copy();
            return null;
        }
    }

    /// <summary>The server will not answer.</summary>
    public void OnLost(ParkedCall parked, string reason)
    {
        lock (parked.Lock)
        {
            parked.Lost = reason;
            if (parked.Successor is not { } successor) return;
            Forget(parked);
            answers.Fail(successor, ErrorCodes.ServerLost, reason, "server_lost");
        }
    }

    /// <summary>The client has come back with input; the request has passed the guardrails.</summary>
    /// <returns>False when its call is not parked: it is to be made anew.</returns>
    public bool TryResume(InFlight call, Frame frame, string state)
    {
        ParkedCall? parked = null;
        if (State.TryVerify(state, new ParkedCall(0, call).Request, out var id))
        {
            if (id == 0) return false;
            lock (_lock) parked = _parked.GetValueOrDefault(id);
        }

        if (parked is null)
        {
            answers.Fail(call, ErrorCodes.InvalidParams, "Invalid params: this requestState is not known here, or its call is over. Make the call anew, without it.", "error");
            return true;
        }

        lock (parked.Lock) Resume(parked, call, frame);
        return true;
    }

    /// <summary>The state of a call that is not parked, and must be made anew when the user has done what the server wants.</summary>
    public string StateToCallAgain(InFlight call) => State.Sign(0, new ParkedCall(0, call).Request);

    /// <summary>Gives up on calls that nobody came back to.</summary>
    public void Expire(long now)
    {
        ParkedCall[] expired;
        lock (_lock) expired = [.. _parked.Values.Where(parked => parked.Expires < now)];
        foreach (var parked in expired)
        {
            lock (parked.Lock)
            {
                if (parked.Successor is { IsFinished: false }) continue;
                Forget(parked);
                if (parked.Successor is not null) continue; // cancelled, or timed out: its server knows
                foreach (var request in parked.Asked.Values.Concat(parked.Waiting.Select(waiting => waiting.Request)))
                {
                    session.ServerRequests.Remove(request.Id);
                    if (request.TryFinish()) parked.Server.Outbox?.TrySend(Answer.Error(request.OriginalId, ErrorCodes.InternalError, "The client did not come back with an answer in time."));
                }

                if (parked.Server.Calls.Remove(parked.Call.Id) is not null) Cancellation.Tell(parked.Server, parked.Call.Id, "the client did not come back in time");
            }
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _parked.Count == 0;
        }
    }

    // Made when it is first needed: its key loads OpenSSL.
    private SignedState State => Volatile.Read(ref _state) ?? Interlocked.CompareExchange(ref _state, new(), null) ?? _state;

    private static bool IsOpen(InFlight call) =>
        call.Client is { IsModern: true } && InputRequired.MayAnswer(call.Method) && (call.Parked is { } parked ? parked.Lost is null : !call.IsFinished);

    // Under the parked call's lock.
    private void Resume(ParkedCall parked, InFlight call, Frame frame)
    {
        if (parked.Successor is not null || !call.TryForward())
        {
            answers.Fail(call, ErrorCodes.InvalidParams, "Invalid params: another request with this requestState is in flight.", "error");
            return;
        }

        (call.Id, parked.Successor) = (parked.Call.Id, call);
        var responses = frame.Raw(frame.Envelope.InputResponses);
        foreach (var (key, request) in parked.Asked.ToArray())
        {
            if (JsonMembers.Raw(responses, System.Text.Encoding.UTF8.GetBytes(key)) is not { IsEmpty: false } response) continue;
            parked.Asked.Remove(key);
            session.ServerRequests.Remove(request.Id);
            if (request.TryFinish()) parked.Server.Outbox?.Send(Answer.Result(request.OriginalId, response));
        }

        if (parked.Lost is { } reason)
        {
            Forget(parked);
            answers.Fail(call, ErrorCodes.ServerLost, reason, "server_lost");
        }
        else if (parked.Answer is { } answer)
        {
            Forget(parked);
            answers.OnLateAnswer(call, answer);
        }
        else if (parked.Asked.Count + parked.Waiting.Count > 0)
        {
            SendAway(parked);
        }
    }

    // Under the parked call's lock: the client is asked for all that is open, and its request is over with that.
    private void SendAway(ParkedCall parked)
    {
        var call = parked.Successor!; // the caller has looked
        foreach (var (request, parameters) in parked.Waiting)
        {
            request.Params = parameters;
            parked.Asked.Add(request.Id.ToString(CultureInfo.InvariantCulture), request);
        }

        parked.Waiting.Clear();
        foreach (var (key, _) in parked.Asked.Where(entry => entry.Value.IsFinished).ToArray()) parked.Asked.Remove(key); // taken back by the server
        parked.Successor = null;
        parked.Expires = session.Time.GetTimestamp() + (long)(session.Settings.InputTimeout.TotalSeconds * session.Time.TimestampFrequency);
        var asked = parked.Asked.Select(entry => (entry.Key, entry.Value.Method, entry.Value.Params));
        answers.SendInputRequired(call, InputRequired.Result(asked, State.Sign(parked.Id, parked.Request)));
    }

    private void Forget(ParkedCall parked)
    {
        lock (_lock) _parked.Remove(parked.Id);
    }
}
