namespace TestTracers;

/// <summary>Blocks its thread and never comes back, whatever it is told.</summary>
[Gateway.Tracer("stuck", Payloads = true)]
public sealed class StuckTracer : Gateway.ITracer
{
    public ValueTask TraceAsync(IReadOnlyList<Gateway.CallRecord> records, CancellationToken cancellationToken)
    {
        Thread.Sleep(Timeout.Infinite);
        return ValueTask.CompletedTask;
    }
}
