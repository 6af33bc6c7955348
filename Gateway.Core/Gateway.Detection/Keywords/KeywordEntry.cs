namespace Gateway.Detection.Keywords;

/// <summary>A keyword under a part of it, in a chain of those that share a place in the table.</summary>
internal sealed record KeywordEntry(Keyword Keyword, ulong Part, KeywordEntry? Next);
