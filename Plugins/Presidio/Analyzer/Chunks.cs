namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>Cuts long texts at blanks, with some words in both pieces, so that no name is cut in two.</summary>
internal static class Chunks
{
    public const int Longest = 20_000;
    private const int Overlap = 200;

    /// <summary>Start and length of each piece.</summary>
    public static IEnumerable<(int Start, int Length)> Of(string text)
    {
        var start = 0;
        while (text.Length - start > Longest)
        {
            var end = Cut(text, start + Longest);
            yield return (start, end - start);
            start = Cut(text, end - Overlap);
        }

        yield return (start, text.Length - start);
    }

    // At the last blank near a place, or there, but never within a pair of surrogates.
    private static int Cut(string text, int place)
    {
        for (var at = place; at > place - Overlap; at--)
        {
            if (char.IsWhiteSpace(text[at])) return at;
        }

        return char.IsLowSurrogate(text[place]) ? place - 1 : place;
    }
}
