namespace Benchmarks.Children;

/// <summary>An MCP server to be put behind a target.</summary>
internal sealed record Child(string Name, string Command, IReadOnlyList<string> Arguments);
