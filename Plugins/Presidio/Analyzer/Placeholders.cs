namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>Knows what a guardrail put in a secret's place: a model takes its words for names.</summary>
internal static class Placeholders
{
    private const int Longest = 64;

    /// <summary>Whether a piece of text lies within something like <c>&lt;EMAIL_ADDRESS&gt;</c>, or is one.</summary>
    public static bool Touches(string text, int start, int end)
    {
        var from = start;
        while (from > 0 && start - from < Longest && IsInside(text[from])) from--;
        if (text[from] != '<') return false;
        var to = from + 1;
        while (to < text.Length && to - from < Longest && IsInside(text[to])) to++;
        return to > from + 1 && to < text.Length && text[to] == '>' && end <= to + 1;
    }

    private static bool IsInside(char c) => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
