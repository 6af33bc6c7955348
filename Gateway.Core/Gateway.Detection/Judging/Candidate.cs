namespace Gateway.Detection.Judging;

/// <summary>What a pattern found, in its text.</summary>
public readonly ref struct Candidate
{
    internal Candidate(ReadOnlySpan<char> text, int start, int length, ReadOnlySpan<char> name = default, ValueSyntax syntax = ValueSyntax.None, int nameStart = 0)
    {
        Text = text;
        Start = start;
        Length = length;
        Name = name;
        Syntax = syntax;
        NameStart = nameStart;
        (MatchStart, MatchEnd) = (start, start + length);
    }

    /// <summary>The whole text.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>The first character.</summary>
    public int Start { get; }

    /// <summary>The number of characters.</summary>
    public int Length { get; }

    /// <summary>The name that it is assigned to; empty when the rule does not ask for one.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>Where in <see cref="Text"/> the name starts; 0 for the name of a property.</summary>
    public int NameStart { get; }

    /// <summary>How it is assigned.</summary>
    public ValueSyntax Syntax { get; }

    /// <summary>All that the pattern matched: what would be replaced and what stands around it.</summary>
    public ReadOnlySpan<char> Match => Text[MatchStart..MatchEnd];

    internal int MatchStart { get; init; }

    internal int MatchEnd { get; init; }

    /// <summary>What would be replaced.</summary>
    public ReadOnlySpan<char> Secret => Text.Slice(Start, Length);
}
