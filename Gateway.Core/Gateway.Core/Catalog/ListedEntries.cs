namespace Gateway.Core.Catalog;

/// <summary>All that a server lists of one kind, after the guardrails.</summary>
/// <param name="Entries">Raw JSON, in the server's order.</param>
/// <param name="Withheld">How many a guardrail refused.</param>
/// <param name="Hints">The least that its pages say.</param>
internal sealed record ListedEntries(IReadOnlyList<byte[]> Entries, int Withheld, CacheHints Hints);
