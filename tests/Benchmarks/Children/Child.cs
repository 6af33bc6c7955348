namespace Benchmarks.Children;

/// <summary>An MCP server to be put behind a target.</summary>
internal sealed record Child(string Name, string Command, IReadOnlyList<string> Arguments)
{
    /// <summary>Where it is, if it runs already and is spoken to over HTTP.</summary>
    public string? Url { get; init; }

    /// <summary>One process is to serve all sessions.</summary>
    public bool IsShared { get; init; }
}
