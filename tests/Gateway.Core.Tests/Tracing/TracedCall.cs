using System.Text;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tracing;

namespace Gateway.Core.Tests.Tracing;

/// <summary>One call through guardrails and tracing, as routing does it, and its record.</summary>
internal sealed class TracedCall : IDisposable
{
    private readonly GuardedSession _session;
    private readonly TestTracer _tracer = new();
    private readonly TracerPump _pump;

    public TracedCall(bool wantsPayloads = true, params GuardrailSlot[] slots)
    {
        _session = new(slots);
        _pump = new("t", _tracer, wantsPayloads, new(_session.Pipeline), new TestLog());
        Tracing = new([_pump], TimeProvider.System, _session.Pipeline);
    }

    public CallTracing Tracing { get; }

    public string Method { get; init; } = Methods.ToolsCall;

    public string? Client { get; init; }

    public static InFlight Call(string method = Methods.ToolsCall, MessageInfo? info = null, string? client = null) => new()
    {
        OriginalId = "1"u8.ToArray(),
        Key = RequestId.Of("1"u8),
        Method = method,
        Request = info ?? new() { Direction = Direction.ToServer, Method = method, Server = "files", Tool = method == Methods.ToolsCall ? "read" : null, Session = "s1" },
        Answer = info ?? new() { Direction = Direction.ToClient, Method = method, Server = "files", IsAnswer = true },
        Size = 100,
        Client = client is null ? null : new Introduction("2025-06-18", Introduction.NoCapabilities, Encoding.UTF8.GetBytes(client)),
        Started = TimeProvider.System.GetTimestamp(),
    };

    /// <summary>The record of a call with these params and this result, or error; null for no answer.</summary>
    public CallRecord Record(string parameters, string? result = null, string? error = null, string outcome = "ok", Action<InFlight>? prepare = null)
    {
        var call = Call(Method, client: Client);
        var request = _session.Request(parameters, Method);
        Tracing.Begin(call, request);
        prepare?.Invoke(call);
        if (request.Refusal is { } refusal) Tracing.EndRefused(call, RefusedAnswer.ToolResult(call.OriginalId, call.Request, refusal, request.Findings), call.Request);
        else if (result is not null) End(call, outcome, _session.Result(result, Method));
        else if (error is not null) End(call, outcome, _session.Error(error));
        else Tracing.End(call, outcome);
        return TakeRecord();
    }

    public CallRecord TakeRecord()
    {
        _pump.DisposeAsync().AsTask().Wait();
        return _tracer.Records.Single();
    }

    public void Dispose() => _session.Dispose();

    private void End(InFlight call, string outcome, Passage answer)
    {
        if (answer.Refusal is { } refusal)
        {
            CallTracing.Count(call, answer);
            Tracing.EndRefused(call, RefusedAnswer.ToolResult(call.OriginalId, call.Answer, refusal, answer.Findings), call.Answer);
            return;
        }

        Tracing.End(call, outcome, answer.Frame, answer);
    }
}
