using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Takes the client's requests to the server they belong to.</summary>
internal sealed class CallRouter
{
    // A copy of the request is kept as long as the call is open.
    private const int LongestRepeated = 64 * 1024;

    private readonly SessionContext _session;
    private readonly CallAnswers _answers;
    private readonly CallTimeouts _timeouts;
    private readonly Action<Passage> _forward;
    private readonly MessageInfo _unrouted;

    public CallRouter(SessionContext session, CallAnswers answers, CallTimeouts timeouts)
    {
        (_session, _answers, _timeouts) = (session, answers, timeouts);
        _forward = Forward;
        _unrouted = new() { Direction = Direction.ToServer, Method = "", Server = "", Session = session.Id };
    }

    /// <summary>Registers a request of the client; null when there are too many or its id is in flight already, which it was told.</summary>
    public InFlight? Accept(Frame frame, string method, Introduction client)
    {
        var id = frame.Raw(frame.Envelope.Id);
        var call = new InFlight
        {
            OriginalId = id.ToArray(),
            Key = client.KeyOf(frame),
            Stream = frame.Parent,
            ProgressToken = frame.Envelope.ProgressToken.IsPresent ? frame.Raw(frame.Envelope.ProgressToken).ToArray() : null,
            Method = method,
            Size = frame.Length,
            Client = client,
            IsTask = frame.Envelope.Task.IsPresent,
            LogLevel = client.IsModern && frame.Envelope.Reserved.LogLevel.IsPresent ? LoggingLevels.Parse(frame.Raw(frame.Envelope.Reserved.LogLevel)) : null,
            Request = _unrouted,
            Answer = _unrouted,
            Started = _session.Time.GetTimestamp(),
        };
        if (_session.Calls.Count >= _session.Settings.MaxClientCalls)
        {
            _session.AnswerError(frame, ErrorCodes.Busy, $"The gateway is busy: {_session.Settings.MaxClientCalls} requests of this client are open. Try again.");
            return null;
        }

        if (_session.Calls.TryAdd(call)) return call;
        _session.AnswerError(frame, ErrorCodes.InvalidRequest, "Invalid request: this id is already in use by a request in flight.");
        return null;
    }

    /// <summary>Sends a call of a known tool through the guardrails to its server.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tool">The tool it is for.</param>
    /// <param name="frame">The request.</param>
    /// <param name="thread">The reader's thread; null when the call was kept aside and the frame has memory of its own.</param>
    public void Call(InFlight call, Tool tool, Frame frame, ReaderThread? thread)
    {
        (call.Tool, call.Server, call.Request, call.Answer) = (tool, _session.Server(tool.Server), tool.Request, tool.Answer);
        Send(call, frame, thread, tool.IsReadOnly ? null : _session.Shown);
    }

    /// <summary>Sends any other request to a server.</summary>
    public void Pass(InFlight call, ChildServer server, Frame frame, ReaderThread? thread)
    {
        if (server.State == ServerState.Starting)
        {
            WhenSettled(call, server, frame.Copy(), (present, copy) => Pass(call, present, copy, null));
            return;
        }

        call.Server = server;
        call.Request = new() { Direction = Direction.ToServer, Method = call.Method, Server = server.Name, Session = _session.Id };
        call.Answer = new() { Direction = Direction.ToClient, Method = call.Method, Server = server.Name, Session = _session.Id, IsAnswer = true };
        Send(call, frame, thread, null);
    }

    /// <summary>Sends a call once more: the request has passed the guardrails, and so have the answers that were added to it.</summary>
    public void Resend(InFlight call, Frame frame) => Forward(call, frame);

    /// <summary>The server of a call was lost and is started again: what changes nothing the second time is sent once more then.</summary>
    public bool TryRepeat(InFlight call)
    {
        if (call is not { Tool.IsRepeatable: true, IsRepeated: false, Rounds: 0, Sent: { } sent, Server: { State: ServerState.Starting } server } || call.IsFinished) return false;
        call.IsRepeated = true;
        WhenSettled(call, server, sent, (present, frame) => Forward(call, frame));
        return true;
    }

    // On the pool: neither the client's reader nor the one that starts the server is held.
    private void WhenSettled(InFlight call, ChildServer server, Frame frame, Action<ChildServer, Frame> next) => server.Life.Settled.ContinueWith(
        _ =>
        {
            if (!call.IsFinished) next(_session.Server(server.Name) ?? server, frame);
        },
        TaskScheduler.Default);

    private void Send(InFlight call, Frame frame, ReaderThread? thread, ShownPlaceholders? shown)
    {
        call.Crossing = Crossings.Between(call.Client, call.Server!);
        if (call.Crossing == Crossing.ToLegacy) _session.Logging.Raise(call.Server!, call.LogLevel);
        var passage = thread?.Take() ?? new Passage();
        passage.Frame = frame;
        passage.Payload = frame.Envelope.Params;
        passage.Place = Places.Of(frame.Envelope.Kind, call.Method);
        passage.Info = call.Request;
        passage.Protected = _session.Configuration.Placeholders == Configuration.PlaceholderAction.Pass ? null : shown;
        passage.ReportsPlaceholders = _session.Configuration.Placeholders == Configuration.PlaceholderAction.Report;
        passage.State = call;
        passage.Next = _forward;
        var policy = _session.Pipeline.Enter(passage);
        if (policy.NeedsLanes) passage.Lane = call.Lane;
        passage.Cancellation = policy.LooksAtWhole(call.Request) ? call.Cancellation : default;
        if (thread is null) _session.Pipeline.PassQueued(passage);
        else if (_session.Pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    private void Forward(Passage passage)
    {
        var call = (InFlight)passage.State!;
        call.Findings = passage.Findings;
        _session.Tracing.Begin(call, passage);
        if (passage.Refusal is { } refusal)
        {
            _answers.Refuse(call, call.Request, refusal, passage.Findings);
            return;
        }

        var frame = passage.Frame;
        if (call.Crossing == Crossing.ToLegacy && StateOf(frame) is { } state)
        {
            if (_session.Parked.TryResume(call, frame, state))
            {
                if (!call.IsFinished) _timeouts.Begin(call, call.Server!); // it was sent to one
                return;
            }

            frame = InputRequired.Without(frame); // the server asked the client to do something before it calls again
        }

        // As it has passed the guardrails for this server; another one gets it through them once more.
        if (call.Others is not null || (call.Tool is { IsRepeatable: true } && frame.Length <= LongestRepeated) || (call.Crossing == Crossing.ToModern && InputRequired.MayAnswer(call.Method))) call.Keep(frame);
        Forward(call, frame);
    }

    // Only our own: a legacy server gives none, and one that is not from here must not be taken for a new call.
    private static string? StateOf(Frame frame) =>
        frame.Envelope.RequestState.IsPresent ? JsonText.TextOf(frame.Raw(frame.Envelope.RequestState)) : null;

    private void Forward(InFlight call, Frame frame)
    {
        if (Successor(call) is { } successor)
        {
            (call.Server, call.Crossing) = (successor, Crossings.Between(call.Client, successor));
        }

        if (call.Server is { State: ServerState.Starting } starting)
        {
            // Lost since it was looked at, or in another form now.
            WhenSettled(call, starting, frame.Copy(), (_, copy) =>
            {
                call.Crossing = Crossings.Between(call.Client, starting);
                Forward(call, copy);
            });
            return;
        }

        if (call.Server is not { Outbox: { } outbox, IsUp: true } server)
        {
            _answers.Fail(call, ErrorCodes.ServerUnavailable, _session.Unavailable(call.Server), "error");
            return;
        }

        if (!server.Calls.TryAdd(call))
        {
            _answers.Fail(call, ErrorCodes.Busy, $"Server '{server.Name}' is busy: {_session.Settings.MaxInFlight} calls are in flight. Try again.", "error");
            return;
        }

        // It may have ended before the call was in the table that its end empties.
        if (!server.IsUp && server.Calls.Remove(call.Id) is not null)
        {
            if (server.State == ServerState.Starting || Successor(call) is not null)
            {
                Forward(call, frame);
                return;
            }

            _answers.Fail(call, ErrorCodes.ServerUnavailable, _session.Unavailable(server), "error");
            return;
        }

        call.TryForward(); // false for one that is sent once more
        if (call.IsFinished)
        {
            server.Calls.TryRemove(call, out _);
            return; // cancelled meanwhile: it is never sent
        }

        _timeouts.Begin(call, server);
        Write(call, frame, outbox, server);
    }

    // One whose configuration has changed has finished its calls, and another has its name.
    private ChildServer? Successor(InFlight call) =>
        call.Server is { State: ServerState.Stopped, IsRetired: true } gone && _session.Server(gone.Name) is { } present && present != gone ? present : null;

    private void Write(InFlight call, Frame frame, Outbox outbox, ChildServer server)
    {
        Span<byte> buffer = stackalloc byte[WireId.MaxLength];
        var id = WireId.Write(call.Id, buffer);
        scoped var splices = default(Splices);
        splices.Replace(frame.Envelope.Id, id);
        if (call.Tool is { } tool) splices.Replace(frame.Envelope.Name, tool.RawName);
        else if (call.PromptName is { } prompt) splices.Replace(call.Method == Methods.Complete ? CompletionReference.Name(frame) : frame.Envelope.Name, prompt);
        if (call.Crossing == Crossing.ToLegacy && frame.Envelope.Meta.IsPresent)
        {
            splices.Replace(frame.Envelope.Meta, RequestMeta.Strip(frame.Raw(frame.Envelope.Meta), id));
        }
        else if (call.Crossing == Crossing.ToModern)
        {
            var (target, members) = RequestMeta.Add(frame, _session.Logging.MetaFor(server), id);
            splices.Put(target, members);
            if (target.Length == 0) splices.Replace(frame.Envelope.ProgressToken, id);
        }
        else
        {
            splices.Replace(frame.Envelope.ProgressToken, id);
        }

        if (outbox.TrySend(frame.Bytes, splices)) return;
        // Its pipe is broken: it is about to end, and this call ends with the others.
        if (outbox.IsClosed && server.IsUp) return;
        if (!server.Calls.TryRemove(call, out _)) return;
        if (outbox.IsClosed)
        {
            Forward(call, frame);
            return;
        }

        _answers.Fail(call, ErrorCodes.Busy, $"Server '{server.Name}' is busy: its queue is full because it does not read. Try again.", "error");
    }
}
