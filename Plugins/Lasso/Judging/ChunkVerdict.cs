namespace Gateway.Plugins.Lasso.Judging;

/// <summary>What became of one chunk.</summary>
internal sealed record ChunkVerdict
{
    /// <summary>The deputies that block the message; null when nothing does.</summary>
    public IReadOnlyList<string>? Blocking { get; init; }

    /// <summary>The deputies that warn.</summary>
    public IReadOnlyList<string> Warning { get; init; } = [];

    /// <summary>What is to be masked, and the warnings.</summary>
    public IReadOnlyList<TextFinding> Findings { get; init; } = [];
}
