namespace Gateway.Core.Running;

/// <summary>One server of a running gateway.</summary>
internal sealed record RunningServer
{
    public required string Name { get; init; }

    /// <summary>As in get_metadata.</summary>
    public required string State { get; init; }

    /// <summary>How many it offers.</summary>
    public required int Tools { get; init; }
}
