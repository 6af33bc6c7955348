namespace Gateway.Detection.Searching;

/// <summary>Tells where a word starts.</summary>
internal static class WordStart
{
    /// <summary>After no letter or digit, unless these end an escape sequence, as in <c>\nAKIA…</c>, <c>%3DAKIA…</c> or a terminal's colour.</summary>
    public static bool IsAt(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || !char.IsLetterOrDigit(text[at - 1])) return true;
        var before = text[..at];
        return before is [.., '\\', 'b' or 'f' or 'n' or 'r' or 't' or 'v']
            || (before is [.., '%' or '=', var a, var b] && char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b))
            || (before is [.., '\\', 'x', var c, var d] && char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(d))
            || (before is [.., '\\', 'u', var e, var f, var g, var h] && char.IsAsciiHexDigit(e) && char.IsAsciiHexDigit(f) && char.IsAsciiHexDigit(g) && char.IsAsciiHexDigit(h))
            || EndsColour(before);
    }

    /// <summary>Whether the character may be the letter of an escape: the n of <c>\n</c> starts no word whose first letter could be any.</summary>
    public static bool MayBeEscape(ReadOnlySpan<char> text, int at) => at > 0 && text[at - 1] == '\\' && text[at] is 'b' or 'f' or 'n' or 'r' or 't';

    private static bool EndsColour(ReadOnlySpan<char> before)
    {
        if (before[^1] != 'm') return false;
        var at = before.Length - 2;
        while (at > 0 && before.Length - at < 14 && (char.IsAsciiDigit(before[at]) || before[at] == ';')) at--;
        return at > 0 && before[at] == '[' && before[at - 1] == '\u001b';
    }
}
