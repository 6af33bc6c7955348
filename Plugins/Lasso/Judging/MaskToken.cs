namespace Gateway.Plugins.Lasso.Judging;

/// <summary>A place in a masked text that looks like a mask: <c>&lt;EMAIL_ADDRESS&gt;</c>, <c>[REDACTED]</c>, or one that a finding names.</summary>
internal readonly record struct MaskToken(int Start, int Length)
{
    private const int Longest = 64;

    // A shorter one, such as *, says nothing about where a mask begins and ends.
    private const int ShortestNamed = 3;

    public static IReadOnlyList<MaskToken> In(ReadOnlySpan<char> text, IReadOnlyCollection<string> named)
    {
        var tokens = new List<MaskToken>();
        for (var i = 0; i < text.Length;)
        {
            var length = LengthAt(text[i..], named);
            if (length > 0) tokens.Add(new(i, length));
            i += Math.Max(length, 1);
        }

        return tokens;
    }

    private static int LengthAt(ReadOnlySpan<char> text, IReadOnlyCollection<string> named)
    {
        foreach (var mask in named)
        {
            if (mask.Length >= ShortestNamed && text.StartsWith(mask, StringComparison.Ordinal)) return mask.Length;
        }

        var close = text[0] switch { '<' => '>', '[' => ']', _ => '\0' };
        if (close == '\0') return 0;
        for (var i = 1; i < Math.Min(text.Length, Longest); i++)
        {
            if (text[i] == close) return i > 1 ? i + 1 : 0;
            if (!char.IsAsciiLetterUpper(text[i]) && !char.IsAsciiDigit(text[i]) && text[i] is not ('_' or '-' or ' ')) return 0;
        }

        return 0;
    }
}
