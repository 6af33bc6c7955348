namespace Gateway.Core.Scoring;

/// <summary>What a guardrail found in a record.</summary>
internal readonly record struct FoundSpan(int Start, int End, FindingKind Kind);
