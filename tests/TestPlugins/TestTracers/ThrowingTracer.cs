namespace TestTracers;

/// <summary>Throws with every batch, and quotes what it was given.</summary>
[Gateway.Tracer("throwing", Payloads = true)]
public sealed class ThrowingTracer : Gateway.ITracer
{
    public ValueTask TraceAsync(IReadOnlyList<Gateway.CallRecord> records, CancellationToken cancellationToken) =>
        throw new InvalidDataException(records[0].Arguments);
}
