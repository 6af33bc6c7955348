using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Running;
using Gateway.Core.Text;

namespace Gateway.Core.Tracing;

/// <summary>Notes what a record of a call needs, and gives it to every tracer's pump. Without tracers it does nothing.</summary>
/// <remarks>On the path of calls bytes are copied and clocks are read; text is made, masked and written elsewhere.</remarks>
internal sealed class CallTracing
{
    /// <summary>A longer payload is not recorded.</summary>
    public const int LongestPayload = 64 * 1024;

    private readonly GuardrailPipeline? _pipeline;
    private readonly TimeProvider _time;
    private readonly ChangeFlag? _changes;
    private readonly bool _wantsPayloads;

    /// <param name="pumps">One for each tracer; its pumps mask with the same guardrails.</param>
    /// <param name="time">The gateway's clock.</param>
    /// <param name="pipeline">The guardrails in force; not needed when there are no pumps.</param>
    /// <param name="changes">Raised by every record.</param>
    public CallTracing(IReadOnlyList<TracerPump> pumps, TimeProvider time, GuardrailPipeline? pipeline = null, ChangeFlag? changes = null)
    {
        if (pumps.Count > 0) ArgumentNullException.ThrowIfNull(pipeline);
        (Pumps, _time, _pipeline, _changes) = (pumps, time, pipeline, changes);
        _wantsPayloads = pumps.Any(pump => pump.WantsPayloads);
    }

    public IReadOnlyList<TracerPump> Pumps { get; }

    public bool IsEmpty => Pumps.Count == 0;

    /// <summary>Notes a request that has passed the guardrails, also when they refused it.</summary>
    public void Begin(InFlight call, Passage passage)
    {
        if (IsEmpty) return;
        var trace = new CallTrace(call) { Request = Part(passage.Frame, passage.Frame.Envelope.Params, passage) };
        if (passage.Actions is { } actions) trace.Count(passage.Info.Direction, actions);
        call.Trace = trace;
    }

    /// <summary>Counts what was found in a message that belongs to the call.</summary>
    public static void Count(InFlight call, Passage passage)
    {
        if (passage.Actions is { } actions) call.Trace?.Count(passage.Info.Direction, actions);
    }

    /// <summary>Records a call that has just ended and whose answer is not told.</summary>
    public void End(InFlight call, string outcome)
    {
        if (!IsEmpty) Post(call, call.Trace ?? new(call), outcome, 0);
    }

    /// <summary>Records a call that has just got its answer.</summary>
    public void End(InFlight call, string outcome, Frame answer, Passage passage)
    {
        if (IsEmpty) return;
        var trace = call.Trace ?? new(call);
        if (passage.Actions is { } actions) trace.Count(passage.Info.Direction, actions);
        if (_wantsPayloads && answer.Envelope.Payload.Length <= LongestPayload) trace.Answer = Part(answer, answer.Envelope.Payload, passage);
        Post(call, trace, outcome, answer.Length - answer.Envelope.Id.Length + call.OriginalId.Length);
    }

    /// <summary>Records a call that was refused. The sentence that the client got may quote what a plugin said, so it is masked like all else.</summary>
    public void EndRefused(InFlight call, byte[] answer, MessageInfo info)
    {
        if (IsEmpty) return;
        var frame = Frame.Of(answer);
        EnvelopeReader.Read(frame, int.MaxValue);
        var trace = call.Trace ?? new(call);
        if (_wantsPayloads) trace.Answer = Part(frame, frame.Envelope.Payload, info, call.Method, Exposure.InClear, null);
        Post(call, trace, "blocked", answer.Length);
    }

    private TracedPart? Part(Frame frame, Slice payload, Passage passage) =>
        payload.IsPresent ? Part(frame, payload, passage.Info, passage.Info.Method, Exposures.Of(passage, _pipeline!), passage.Reported, passage.Policy) : null; // there is one when there are pumps

    private static TracedPart Part(Frame frame, Slice payload, MessageInfo info, string method, Exposure exposure, List<(KindPolicy, string)>? reported, GuardrailPolicy? policy = null) => new()
    {
        Json = payload.Length <= LongestPayload ? frame.Raw(payload).ToArray() : TracedParams.Shortened(frame.Raw(payload)),
        Place = Places.Of(frame.Envelope.Kind, method),
        Info = info,
        Exposure = exposure,
        Reported = reported,
        Policy = policy,
    };

    private void Post(InFlight call, CallTrace trace, string outcome, int bytesOut)
    {
        var now = _time.GetTimestamp();
        var total = _time.GetElapsedTime(call.Started, now);
        trace.Outcome = outcome;
        trace.BytesOut = bytesOut;
        trace.Time = _time.GetUtcNow() - total;
        trace.ServerTime = call.SentAt == 0 ? TimeSpan.Zero : _time.GetElapsedTime(call.SentAt, call.AnsweredAt == 0 ? now : call.AnsweredAt);
        trace.GatewayTime = total - trace.ServerTime;
        foreach (var pump in Pumps) pump.Post(trace);
        _changes?.Raise();
    }
}
