namespace Gateway.Testing;

/// <summary>What a tracer was given and how it took it.</summary>
/// <example><code>
/// var run = await PluginTest.TraceAsync(tracer, new TestCall().ToRecord());
/// // run.Failures is empty, run.IsFlushed
/// </code></example>
public sealed record TracerRun
{
    /// <summary>The batches in their order, as the tracer got them.</summary>
    public required IReadOnlyList<IReadOnlyList<CallRecord>> Batches { get; init; }

    /// <summary>What it threw; the gateway goes on after each.</summary>
    public required IReadOnlyList<Exception> Failures { get; init; }

    /// <summary>Records that it was too slow for.</summary>
    public required long Dropped { get; init; }

    /// <summary>Whether it took its last batch before the gateway's time to shut down, five seconds, was over.</summary>
    public required bool IsFlushed { get; init; }

    /// <summary>What the gateway logged about it.</summary>
    public required IReadOnlyList<string> Log { get; init; }
}
