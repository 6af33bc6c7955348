using Gateway.Core.Tracing;

namespace Gateway.Testing.Tracing;

/// <summary>A record that a test has made itself; nothing in it is masked.</summary>
internal sealed class ReadyCall(CallRecord record) : ITracedCall
{
    public int Size => (record.Arguments?.Length ?? 0) + (record.Result?.Length ?? 0);

    public CallRecord ToRecord(TraceMask mask, bool withPayloads) => record;
}
