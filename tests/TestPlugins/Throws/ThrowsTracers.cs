using System.Composition;

namespace Gateway.Plugins.Throws;

[Tracer("throws")]
public sealed class ThrowsTracer : ITracer
{
    public ThrowsTracer() => throw new FormatException("'hf_AbCdEfGhIjKlMnOpQrStUvWxYz' is no token");

    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

[Tracer("refuses")]
public sealed class RefusesTracer : ITracer
{
    public RefusesTracer() => throw new PluginOptionsException("the option 'port' must be between 1 and 65535");

    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

[Tracer("greedy")]
[method: ImportingConstructor]
public sealed class GreedyTracer(HttpClient client) : ITracer
{
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => throw new InvalidOperationException($"{client}");
}

[Tracer("throws-late")]
public sealed class ThrowsLateTracer : ITracer, IDisposable
{
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Dispose() => throw new FormatException("'hf_AbCdEfGhIjKlMnOpQrStUvWxYz' can't be flushed");
}
