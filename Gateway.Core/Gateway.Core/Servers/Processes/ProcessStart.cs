namespace Gateway.Core.Servers.Processes;

/// <summary>What a process is started with; nothing in it needs a shell.</summary>
internal sealed record ProcessStart
{
    /// <summary>Full path of the program.</summary>
    public required string Path { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Null is the gateway's own.</summary>
    public string? Folder { get; init; }
}
