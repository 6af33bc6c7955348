namespace Gateway.Core.Guarding;

/// <summary>A finding as its guardrail gave it, and what the gateway does about it.</summary>
internal sealed record ObservedFinding
{
    public required KindPolicy Policy { get; init; }

    /// <summary>The text it is in: a value or a property name.</summary>
    public required LeafKind Leaf { get; init; }

    /// <summary>The found text itself; never to be shown whole.</summary>
    public required string Found { get; init; }

    public required int Start { get; init; }

    public required double Confidence { get; init; }

    public required TakenAction Action { get; init; }

    /// <summary>The guardrail's reason; null when it gives none.</summary>
    public string? Reason { get; init; }
}
