namespace Gateway.Detection.Shapes;

/// <summary>Where source code or a mail cuts a token in two: <c>"ab" + "cd"</c>, or the end of a line.</summary>
internal static class Joint
{
    private const int MostSpaces = 64;
    private const int MostBackslashes = 7;

    /// <summary>How many characters from <paramref name="at"/> lie between the two parts; 0 when none are joined there.</summary>
    public static int Length(ReadOnlySpan<char> text, int at, out bool isLineEnd)
    {
        var rest = text[at..];
        var quoted = BetweenQuotes(rest);
        isLineEnd = quoted == 0;
        return quoted > 0 ? quoted : LineEnd(rest);
    }

    private static int BetweenQuotes(ReadOnlySpan<char> rest)
    {
        var opening = Quote(rest, out var quote);
        if (opening == 0) return 0;
        var at = opening + Spaces(rest[opening..]);
        if (at < rest.Length && rest[at] is '+' or '.' or '&' or '~')
        {
            at++;
            at += Spaces(rest[at..]);
        }

        // Two quotes side by side are an empty string, or one quote in a language that doubles it.
        if (at == opening) return 0;
        var closing = Quote(rest[at..], out var other);
        return closing > 0 && other == quote ? at + closing : 0;
    }

    // With the backslashes before it: a string in a string.
    private static int Quote(ReadOnlySpan<char> rest, out char quote)
    {
        var at = rest[..Math.Min(rest.Length, MostBackslashes + 1)].IndexOfAnyExcept('\\');
        quote = at >= 0 ? rest[at] : '\0';
        return quote is '"' or '\'' or '`' ? at + 1 : 0;
    }

    private static int LineEnd(ReadOnlySpan<char> rest)
    {
        var at = 0;
        if (rest is ['\\', 'r', '\\', 'n', ..]) return 4;
        if (rest is ['\\', 'n', ..]) return 2;
        if (rest is ['\\', ..]) at++; // a shell's continued line
        if (at < rest.Length && rest[at] == '\r') at++;
        if (at >= rest.Length || rest[at] != '\n') return 0;
        at++;
        return at + Blanks(rest[at..]);
    }

    private static int Spaces(ReadOnlySpan<char> rest)
    {
        var at = 0;
        while (at < rest.Length && at < MostSpaces && rest[at] is ' ' or '\t' or '\r' or '\n' or '\\') at++;
        // A backslash before the next quote belongs to that.
        while (at > 0 && rest[at - 1] == '\\') at--;
        return at;
    }

    private static int Blanks(ReadOnlySpan<char> rest)
    {
        var at = 0;
        while (at < rest.Length && at < MostSpaces && rest[at] is ' ' or '\t') at++;
        return at;
    }
}
