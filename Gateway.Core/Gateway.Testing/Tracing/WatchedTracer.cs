namespace Gateway.Testing.Tracing;

/// <summary>Stands before a tracer and keeps what it is given and what it throws.</summary>
internal sealed class WatchedTracer(ITracer tracer) : ITracer
{
    private readonly Lock _lock = new();
    private readonly List<IReadOnlyList<CallRecord>> _batches = [];
    private readonly List<Exception> _failures = [];
    private int _open;

    public IReadOnlyList<IReadOnlyList<CallRecord>> Batches
    {
        get
        {
            lock (_lock) return [.. _batches];
        }
    }

    public IReadOnlyList<Exception> Failures
    {
        get
        {
            lock (_lock) return [.. _failures];
        }
    }

    /// <summary>Whether it is at work on nothing.</summary>
    public bool IsIdle => Volatile.Read(ref _open) == 0;

    public async ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        lock (_lock) _batches.Add(records);
        try
        {
            await tracer.TraceAsync(records, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            lock (_lock) _failures.Add(exception);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
