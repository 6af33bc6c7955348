using System.Text;
using Gateway.Detection.Judging;

namespace Gateway.Detection.Keywords;

/// <summary>A word that announces a match of one rule.</summary>
internal sealed class Keyword
{
    private const int RarityOfSpace = 7;
    private const int RarityOfSign = 11;

    public Keyword(string text, bool ignoreCase, int rule)
    {
        (Text, IgnoreCase, Rule) = (text, ignoreCase, rule);
        PartLength = text.Length >= KeywordIndex.LongPart ? KeywordIndex.LongPart : Math.Min(KeywordIndex.ShortPart, text.Length);
        RarestPart = Rarest();
    }

    public string Text { get; }

    public int Rule { get; }

    public bool IgnoreCase { get; }

    /// <summary>How many of its characters the index looks for.</summary>
    public int PartLength { get; }

    /// <summary>Where in it those start that are the least likely in other text.</summary>
    public int RarestPart { get; }

    /// <summary>The index knows neither case nor the rest of the word.</summary>
    public bool IsAt(ReadOnlySpan<char> text, int start)
    {
        if (start < 0 || text.Length - start < Text.Length) return false;
        if ((text[start] | 0x20) != (Text[0] | 0x20)) return false;
        var there = text.Slice(start, Text.Length);
        return IgnoreCase ? Ascii.EqualsIgnoreCase(there, Text) : there.SequenceEqual(Text);
    }

    private int Rarest()
    {
        var (best, rarest) = (-1, 0);
        for (var at = 0; at + PartLength <= Text.Length; at++)
        {
            var rarity = Rarity(Text.AsSpan(at, PartLength));
            if (rarity > best) (best, rarest) = (rarity, at);
        }

        return rarest;
    }

    // The last characters count most: they are what is asked for first.
    private static int Rarity(ReadOnlySpan<char> part)
    {
        var rarity = 0;
        for (var i = 1; i < part.Length; i++)
        {
            var (first, second) = (part[i - 1], part[i]);
            var pair = char.IsAsciiLetter(first) && char.IsAsciiLetter(second) ? Randomness.Rarity(first, second) : first == ' ' || second == ' ' ? RarityOfSpace : RarityOfSign;
            rarity += i > part.Length - KeywordIndex.ShortPart ? 2 * pair : pair;
        }

        return rarity;
    }
}
