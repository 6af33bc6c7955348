using System.Globalization;
using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Running;

namespace Gateway.Core.Tracing;

/// <summary>Makes records of finished calls and gives them to every tracer's pump. Without tracers it does nothing.</summary>
internal sealed class CallTracing(IReadOnlyList<TracerPump> pumps, TimeProvider time, ChangeFlag? changes = null)
{
    // A record waits in memory; a megabyte of result in each of 4,096 would not do.
    private const int LongestPayload = 64 * 1024;

    private static readonly Dictionary<string, int> Nothing = [];

    private readonly bool _wantsPayloads = pumps.Any(pump => pump.WantsPayloads);
    private long _lastId;

    public bool IsEmpty => pumps.Count == 0;

    public void KeepArguments(InFlight call, Frame frame)
    {
        if (_wantsPayloads && frame.Envelope.Arguments.IsPresent) call.TracedArguments = Payload(frame, frame.Envelope.Arguments);
    }

    /// <summary>Records a call that has just got its one end.</summary>
    public void Record(InFlight call, string outcome, Frame? answer)
    {
        if (pumps.Count == 0) return;
        var now = time.GetTimestamp();
        var total = time.GetElapsedTime(call.Started, now);
        var server = call.SentAt == 0 ? TimeSpan.Zero : time.GetElapsedTime(call.SentAt, call.AnsweredAt == 0 ? now : call.AnsweredAt);
        var record = new CallRecord
        {
            Id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture),
            Time = time.GetUtcNow() - total,
            Request = call.Request,
            Outcome = outcome,
            Findings = call.Findings?.ByKind ?? Nothing,
            Added = total - server,
            Server = server,
            Arguments = call.TracedArguments,
            Result = _wantsPayloads && answer is not null ? Payload(answer, answer.Envelope.Payload) : null,
        };
        foreach (var pump in pumps) pump.Post(record);
        changes?.Raise();
    }

    private static string? Payload(Frame frame, Slice slice) => slice.Length > LongestPayload ? null : Encoding.UTF8.GetString(frame.Raw(slice));
}
