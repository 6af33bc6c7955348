namespace Gateway.Plugins.Duo;

[Tracer("duo", Payloads = true)]
public sealed class DuoTracer : ITracer, IDisposable
{
    public bool IsDisposed { get; private set; }

    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Dispose() => IsDisposed = true;

    public override string ToString() => $"{Calls.Next()}";
}
