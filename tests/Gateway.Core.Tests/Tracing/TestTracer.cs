namespace Gateway.Core.Tests.Tracing;

/// <summary>Keeps what it gets, and does what the test says with each batch.</summary>
internal sealed class TestTracer(Func<CancellationToken, ValueTask>? act = null) : ITracer
{
    private readonly List<CallRecord> _records = [];

    public int Batches { get; private set; }

    public CallRecord[] Records
    {
        get
        {
            lock (_records) return [.. _records];
        }
    }

    public async ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        Assert.That(records, Is.Not.Empty);
        lock (_records)
        {
            Batches++;
            _records.AddRange(records);
        }

        if (act is not null) await act(cancellationToken);
    }
}
