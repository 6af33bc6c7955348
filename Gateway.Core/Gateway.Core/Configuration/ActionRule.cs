namespace Gateway.Core.Configuration;

/// <summary>What to do with findings of one kind.</summary>
internal sealed record ActionRule
{
    /// <summary>The rule for all kinds without one of their own.</summary>
    public const string AllKinds = "*";

    public required string Kind { get; init; }

    /// <summary>Null is both.</summary>
    public Direction? Direction { get; init; }

    public required FindingAction Action { get; init; }
}
