namespace Gateway.Core.Trust;

/// <summary>What differs between a server's pins and its file.</summary>
internal sealed record Change
{
    public required string Place { get; init; }

    /// <summary>The file it is in.</summary>
    public required string File { get; init; }

    public required ChangeKind Kind { get; init; }

    /// <summary>What may be shown of the text that was trusted; null is nothing.</summary>
    public string? Old { get; init; }

    /// <summary>What may be shown of the text that is there now; null is nothing.</summary>
    public string? New { get; init; }
}
