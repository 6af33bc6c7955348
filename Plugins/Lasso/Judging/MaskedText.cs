namespace Gateway.Plugins.Lasso.Judging;

/// <summary>Compares a text with what Lasso made of it: which spans were masked, and with what.</summary>
/// <remarks>
/// Not by the offsets of Lasso's findings: their unit is not documented, they may be missing, and a wrong one would leave part of a secret.
/// Whatever spans come out, replacing them shows nothing that Lasso's own text does not show. Not by the longest common subsequence either:
/// a mask has letters in common with what it hides.
/// </remarks>
internal static class MaskedText
{
    /// <summary>The masked spans of <paramref name="original"/>; null when the two differ by more than masks.</summary>
    /// <param name="original">What was sent.</param>
    /// <param name="masked">What came back.</param>
    /// <param name="masks">Masks that the findings name, beside those that look like one.</param>
    public static IReadOnlyList<MaskedSpan>? Compare(string original, string masked, IReadOnlyCollection<string> masks)
    {
        var spans = new List<MaskedSpan>();
        var (lines, maskedLines) = (original.Split('\n'), masked.Split('\n'));
        if (lines.Length != maskedLines.Length) return CompareLine(original, masked, 0, masks, spans) ? spans : null;
        var start = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!CompareLine(lines[i], maskedLines[i], start, masks, spans)) return null;
            start += lines[i].Length + 1;
        }

        return spans;
    }

    private static bool CompareLine(string original, string masked, int offset, IReadOnlyCollection<string> masks, List<MaskedSpan> spans)
    {
        if (string.Equals(original, masked, StringComparison.Ordinal)) return true;
        var before = spans.Count;
        if (TryAlign(original, masked, offset, masks, spans)) return true;
        spans.RemoveRange(before, spans.Count - before);
        return TryEnds(original, masked, offset, spans);
    }

    // The masks are wild cards for at least one character each, what is between them is literal: the leftmost match of each
    // literal finds a way whenever there is one.
    private static bool TryAlign(string original, string masked, int offset, IReadOnlyCollection<string> masks, List<MaskedSpan> spans)
    {
        var tokens = MaskToken.In(masked, masks);
        if (tokens.Count == 0) return false;
        var at = tokens[0].Start;
        if (!original.AsSpan().StartsWith(masked.AsSpan(0, at))) return false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = masked.AsSpan(tokens[i].Start, tokens[i].Length);
            var isLast = i == tokens.Count - 1;
            var literal = masked.AsSpan((tokens[i].Start + tokens[i].Length)..(isLast ? masked.Length : tokens[i + 1].Start));
            var rest = original.AsSpan(at);
            // It may have stood there before: what other guardrails masked looks the same.
            if (rest.StartsWith(token) && (isLast ? rest[token.Length..].SequenceEqual(literal) : rest[token.Length..].StartsWith(literal)))
            {
                at += token.Length + literal.Length;
                continue;
            }

            if (rest.Length < 1 + literal.Length) return false;
            var length = isLast
                ? (rest.EndsWith(literal) ? rest.Length - literal.Length : -1)
                : rest[1..].IndexOf(literal) + 1;
            if (length < 1) return false;
            spans.Add(new(offset + at, length, token.ToString()));
            at += length + literal.Length;
        }

        return true;
    }

    // Masks of no known form: all between what both have in common at their ends.
    private static bool TryEnds(string original, string masked, int offset, List<MaskedSpan> spans)
    {
        var start = original.AsSpan().CommonPrefixLength(masked);
        var end = 0;
        while (end < Math.Min(original.Length, masked.Length) - start && original[^(end + 1)] == masked[^(end + 1)]) end++;
        var length = original.Length - start - end;
        if (length == 0) return false; // something was added, nothing replaced
        spans.Add(new(offset + start, length, masked[start..(masked.Length - end)]));
        return true;
    }
}
