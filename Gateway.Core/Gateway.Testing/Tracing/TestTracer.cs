namespace Gateway.Testing;

/// <summary>A tracer that keeps what it gets: to see what records look like, or to put behind a <see cref="GatewayHarness"/>.</summary>
/// <example><code>
/// var tracer = new TestTracer();
/// await using var gateway = await new GatewayHarness().With(server).With(tracer).StartAsync();
/// await gateway.CallAsync("files_read");
/// var record = (await tracer.WaitForAsync(1))[0];
/// </code></example>
public sealed class TestTracer : ITracer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<CallRecord> _records = [];
    private TaskCompletionSource _next = New();

    /// <summary>What came so far, oldest first.</summary>
    public IReadOnlyList<CallRecord> Records
    {
        get
        {
            lock (_lock) return [.. _records];
        }
    }

    /// <inheritdoc/>
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _records.AddRange(records);
            _next.SetResult();
            _next = New();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until so many records have come, and returns all there are.</summary>
    /// <exception cref="PluginTestException">They did not come within 30 seconds.</exception>
    public async Task<IReadOnlyList<CallRecord>> WaitForAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_records.Count >= count) return [.. _records];
                next = _next.Task;
            }

            try
            {
                await next.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new PluginTestException($"{count} records were awaited and {Records.Count} came in {Patience.TotalSeconds:0} seconds");
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
