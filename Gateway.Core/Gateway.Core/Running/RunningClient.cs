namespace Gateway.Core.Running;

/// <summary>The client of a running gateway, by its own words.</summary>
internal sealed record RunningClient
{
    public required string Name { get; init; }

    public required string Version { get; init; }
}
