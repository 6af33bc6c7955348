namespace Gateway;

/// <summary>Records finished calls. Called from one loop per tracer, off the path of every call.</summary>
/// <remarks>Export it with <see cref="TracerAttribute"/>. A slow tracer loses records, which are counted; it never delays a call.</remarks>
public interface ITracer
{
    /// <summary>Records a batch.</summary>
    /// <param name="records">Oldest first; never empty. When the method returns, the batch may be called written.</param>
    /// <param name="cancellationToken">Cancelled when the gateway's time to shut down is over.</param>
    ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken);
}
