namespace Gateway.Detection.Shapes;

/// <summary>How far into a match a keyword stands.</summary>
/// <param name="Offset">From the start of the match.</param>
/// <param name="Branches">The branches that have one there; empty for all.</param>
internal sealed record Anchor(int Offset, bool[] Branches);
