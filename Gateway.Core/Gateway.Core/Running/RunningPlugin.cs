namespace Gateway.Core.Running;

/// <summary>One plugin that a running gateway has loaded.</summary>
internal sealed record RunningPlugin
{
    public required string Name { get; init; }

    /// <summary><c>guardrail</c> or <c>tracer</c></summary>
    public required string Kind { get; init; }

    public required string Version { get; init; }

    public required string Contract { get; init; }

    /// <summary>Where it was copied from.</summary>
    public required string Path { get; init; }

    /// <summary>What it was loaded from, and what its hash is of.</summary>
    public required RunningCopy Copy { get; init; }

    /// <summary><c>ok</c>; <c>failing</c>: it failed when it was asked last; <c>out</c>: it is asked no more.</summary>
    public required string Health { get; init; }

    /// <summary>Messages on which a guardrail failed, or records that a tracer failed on.</summary>
    public long? Failures { get; init; }

    /// <summary>What a guardrail found: by kind, what was done about it and how often.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>>? Hits { get; init; }

    /// <summary>Records that a tracer took.</summary>
    public long? Written { get; init; }

    /// <summary>Records that a tracer was too slow for.</summary>
    public long? Dropped { get; init; }
}
