namespace Gateway.Plugins.Twice;

[Tracer("twice")]
public sealed class OnceTracer : ITracer
{
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

[Tracer("Twice")]
public sealed class AgainTracer : ITracer
{
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
