namespace Gateway.Core.Tracing;

/// <summary>What became of the records of one tracer.</summary>
internal readonly record struct TracerCounters
{
    /// <summary>In batches that the tracer took.</summary>
    public required long Written { get; init; }

    /// <summary>Found no room in its queue, or came too late for the end of the gateway.</summary>
    public required long Dropped { get; init; }

    /// <summary>In batches that the tracer failed on.</summary>
    public required long Failed { get; init; }

    /// <summary>Whether it failed on the last batch.</summary>
    public required bool IsFailing { get; init; }
}
