namespace Gateway;

/// <summary>Records finished calls. Called from one thread per tracer, off the path of every call.</summary>
/// <remarks>
/// Export it with <see cref="TracerAttribute"/>. A slow tracer loses records, which are counted; it never delays a call.
/// Dispose of what it holds in <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>: the gateway gives it the last records before.
/// </remarks>
public interface ITracer
{
    /// <summary>Records a batch.</summary>
    /// <param name="records">In the order in which the calls ended; never empty. Yours to keep.</param>
    /// <param name="cancellationToken">Cancelled when the gateway's time to shut down is over.</param>
    /// <returns>A task. When it completes, the batch counts as written, and must outlive a killed gateway.</returns>
    /// <exception cref="TracerException">The batch is lost; it is counted, and not given again.</exception>
    ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken);
}
