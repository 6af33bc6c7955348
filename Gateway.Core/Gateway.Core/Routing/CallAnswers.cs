using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Gives the client's calls their one answer: the server's, a refusal, or an error of the gateway's own.</summary>
internal sealed class CallAnswers
{
    private readonly SessionContext _session;
    private readonly Action<Passage> _deliver;

    public CallAnswers(SessionContext session)
    {
        _session = session;
        _deliver = Deliver;
    }

    /// <summary>Sends a request to another server, through the guardrails once more: they may treat that one differently.</summary>
    public Action<InFlight, ChildServer, Frame> PassOn { get; set; } = static (_, _, _) => { };

    /// <summary>Asks legacy clients for what modern servers need.</summary>
    public InputRounds? Rounds { get; set; }

    /// <summary>The server's answer, on its reader's thread.</summary>
    public void OnAnswer(InFlight call, Frame frame, ReaderThread thread)
    {
        call.AnsweredAt = _session.Time.GetTimestamp();
        var passage = Fill(thread.Take(), call, frame);
        var policy = _session.Pipeline.Enter(passage);
        if (policy.NeedsLanes) passage.Lane = call.Lane;
        passage.Cancellation = policy.LooksAtWhole(call.Answer) ? call.Cancellation : default;
        if (_session.Pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    /// <summary>An answer that came before its call, and was kept for it.</summary>
    public void OnLateAnswer(InFlight call, Frame frame)
    {
        call.AnsweredAt = _session.Time.GetTimestamp();
        _session.Pipeline.PassQueued(Fill(new(), call, frame));
    }

    /// <summary>Sends the client away for input. What it is asked has passed the guardrails.</summary>
    public void SendInputRequired(InFlight call, byte[] result)
    {
        if (!call.TryFinish()) return;
        _session.Calls.Remove(call);
        _session.Answer(call, result);
        _session.Tracing.End(call, "input_required");
    }

    /// <summary>An error of the gateway's own. Its text may quote a server, so it passes the guardrails.</summary>
    public void Fail(InFlight call, int code, string message, string outcome)
    {
        if (!call.TryFinish()) return;
        _session.Calls.Remove(call);
        SendGuarded(call, outcome, Frame.Of(Answer.Error(call.OriginalId, code, Printable.Words(message, 1000))));
    }

    /// <summary>A result of the gateway's own, such as that of get_metadata; it quotes servers, so it passes the guardrails.</summary>
    public void Complete(InFlight call, byte[] result)
    {
        if (!call.TryFinish()) return;
        _session.Calls.Remove(call);
        SendGuarded(call, "ok", Frame.Of(Answer.Result(call.OriginalId, call.Client is { IsModern: true } ? ModernResult.Own(result) : result)));
    }

    /// <summary>A refusal: for tools/call a result that the model can read, else an error.</summary>
    public void Refuse(InFlight call, MessageInfo info, Refusal refusal, FindingCounts? findings)
    {
        if (!call.TryFinish()) return;
        _session.Calls.Remove(call);
        var answer = call.Tool is not null
            ? RefusedAnswer.ToolResult(call.OriginalId, info, refusal, findings)
            : RefusedAnswer.Error(call.OriginalId, info, refusal);
        if (call is { Tool: not null, Client.IsModern: true }) answer = ModernResult.Complete(Read(answer), call.Method, null);
        _session.Tracing.EndRefused(call, answer, info);
        _session.Client.Answer(answer, call.Stream);
    }

    private Passage Fill(Passage passage, InFlight call, Frame frame)
    {
        passage.Frame = frame;
        passage.Payload = frame.Envelope.Payload;
        passage.Place = Places.Of(frame.Envelope.Kind, call.Method);
        passage.Info = call.Answer;
        passage.OutputSchema = call.Tool?.OutputSchema;
        passage.Shown = _session.Shown;
        passage.State = call;
        passage.Next = _deliver;
        return passage;
    }

    private void SendGuarded(InFlight call, string outcome, Frame frame)
    {
        EnvelopeReader.Read(frame, int.MaxValue);
        var info = new MessageInfo { Direction = Direction.ToClient, Method = call.Method, Server = "", Tool = call.Answer.Tool, IsAnswer = true, Session = _session.Id };
        var passage = GuardrailPipeline.Detached(frame, frame.Envelope.Payload, info, Places.Of(frame.Envelope.Kind, call.Method));
        passage.Shown = _session.Shown;
        passage.Next = guarded => SendOwn(call, outcome, guarded);
        _session.Pipeline.PassQueued(passage);
    }

    // Recorded here and not before: only now is known what of it may be told.
    private void SendOwn(InFlight call, string outcome, Passage passage)
    {
        if (passage.Refusal is not { } refusal)
        {
            _session.Tracing.End(call, outcome, passage.Frame, passage);
            _session.Client.Answer(passage.Frame.Bytes, call.Stream);
            return;
        }

        var answer = RefusedAnswer.Error(call.OriginalId, passage.Info, refusal);
        CallTracing.Count(call, passage);
        _session.Tracing.EndRefused(call, answer, passage.Info);
        _session.Client.Answer(answer, call.Stream);
    }

    private void Deliver(Passage passage)
    {
        var call = (InFlight)passage.State!;
        var findings = Sum(call.Findings, passage.Findings);
        if (passage.Refusal is { } refusal)
        {
            call.Findings = findings;
            CallTracing.Count(call, passage);
            Refuse(call, call.Answer, refusal, findings);
            return;
        }

        var frame = passage.Frame;
        if (call.Crossing != Crossing.None && InputRequired.Is(frame))
        {
            call.Findings = findings;
            if (call.Crossing == Crossing.ToModern && InputRequired.MayAnswer(call.Method)) Rounds!.Ask(call, frame); // set when the session was made
            else Fail(call, ErrorCodes.BadAnswer, $"Server '{call.Server!.Name}' asked for input in an answer that may not.", "error"); // it has just answered
            return;
        }

        // A server of its own era may not ask for what the client has not declared.
        if (call.Crossing == Crossing.None && InputRequired.Is(frame) && call.Client is { } client && MissingCapability.OfAll(frame, client) is { } lacking)
        {
            frame = Read(MissingCapability.Error(frame.Raw(frame.Envelope.Id), lacking));
        }

        if (frame.Envelope.Kind == FrameKind.Error && IsPassedOn(call, frame)) return;
        if (!call.TryFinish())
        {
            Interlocked.Increment(ref _session.Dropped);
            return;
        }

        _session.Calls.Remove(call);
        var isResult = frame.Envelope.Kind == FrameKind.Result;
        if (findings is { IsEmpty: false })
        {
            call.Findings = findings;
            if (isResult && frame.Raw(frame.Envelope.Result)[0] == '{') frame = Read(GuardrailNote.AddTo(frame, findings));
        }

        if (isResult && (call.IsTask || TaskOwners.IsTask(frame))) _session.Tasks.Note(call, frame);
        // It has failed for what it was refused; one that goes on without has an answer of its own.
        if (!isResult && call.Missing is { } missing) frame = Read(MissingCapability.Error(frame.Raw(frame.Envelope.Id), missing));
        if (isResult && call.Crossing == Crossing.ToLegacy) frame = Read(ModernResult.Complete(frame, call.Method, call.Server?.Introduction));
        _session.Tracing.End(call, !isResult ? "error" : frame.Envelope.IsToolError ? "tool_error" : "ok", frame, passage);
        scoped var splices = default(Splices);
        splices.Replace(frame.Envelope.Id, call.OriginalId);
        if (!isResult && call.Crossing != Crossing.None && ErrorBridge.Translate(frame, call.Method, call.Crossing) is { } code) splices.Replace(code.Target, code.Code);
        _session.Client.Answer(frame.Bytes, call.Stream, splices);
    }

    // Another server may have it; or the user has to do something first.
    private bool IsPassedOn(InFlight call, Frame frame)
    {
        if (call.Others is { Count: > 0 } others)
        {
            PassOn(call, others.Dequeue(), call.Sent!); // kept because there are others
            return true;
        }

        if (call is not { Crossing: Crossing.ToLegacy, Client.CanShowUrl: true } || !InputRequired.MayAnswer(call.Method) || InputRequired.Urls(frame) is not { Count: > 0 } urls) return false;
        SendInputRequired(call, InputRequired.Result(urls, _session.Parked.StateToCallAgain(call)));
        return true;
    }

    private static Frame Read(byte[] message)
    {
        var frame = Frame.Of(message);
        EnvelopeReader.Read(frame, int.MaxValue);
        return frame;
    }

    private static FindingCounts? Sum(FindingCounts? request, FindingCounts? answer)
    {
        if (request is null) return answer;
        if (answer is not null) request.Add(answer);
        return request;
    }
}
