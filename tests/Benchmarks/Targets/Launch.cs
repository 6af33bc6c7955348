namespace Benchmarks.Targets;

/// <summary>How to start a process.</summary>
internal sealed record Launch(string Command, IReadOnlyList<string> Arguments);
