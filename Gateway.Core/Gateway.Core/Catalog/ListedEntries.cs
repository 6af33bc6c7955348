namespace Gateway.Core.Catalog;

/// <summary>All that a server lists of one kind, after the guardrails.</summary>
/// <param name="Entries">Raw JSON, in the server's order.</param>
/// <param name="Withheld">How many were left out: a guardrail refused them, or nobody could ask for them.</param>
/// <param name="Hints">The least that its pages say.</param>
internal sealed record ListedEntries(IReadOnlyList<byte[]> Entries, int Withheld, CacheHints Hints);
