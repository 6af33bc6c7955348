namespace Gateway.Detection.Keywords;

/// <summary>A word that announces a match of one rule.</summary>
internal sealed class Keyword(string text, bool ignoreCase, int rule)
{
    public string Text { get; } = text;

    public int Rule { get; } = rule;

    public bool IgnoreCase { get; } = ignoreCase;

    /// <summary>The automaton knows no case; a word that does is looked at once more.</summary>
    public bool IsAt(ReadOnlySpan<char> text, int start) =>
        IgnoreCase || text.Slice(start, Text.Length).SequenceEqual(Text);
}
