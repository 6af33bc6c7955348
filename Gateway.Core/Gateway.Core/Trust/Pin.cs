namespace Gateway.Core.Trust;

/// <summary>One text as it was when it was trusted.</summary>
internal sealed record Pin
{
    /// <summary><c>args[1]</c>, <c>env.PATH</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Keyed: it tells nothing of the text.</summary>
    public required string Hash { get; init; }

    /// <summary>What may be shown of the text; null is nothing.</summary>
    public string? Shown { get; init; }
}
