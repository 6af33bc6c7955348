namespace Gateway.Core.Running;

/// <summary>One server of a running gateway.</summary>
internal sealed record RunningServer
{
    public required string Name { get; init; }

    /// <summary>As in get_metadata.</summary>
    public required string State { get; init; }

    /// <summary>How many it offers.</summary>
    public required int Tools { get; init; }

    /// <summary>How many sessions have one of their own.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Why it is in its state, masked; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When it came into its state.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>When it is started again; null when that is not planned.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
