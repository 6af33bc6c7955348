namespace Gateway.Detection.Judging;

/// <summary>Tells what a generator made from what a person named.</summary>
public static class Randomness
{
    private const int ShortestJudged = 6;

    // For each pair of letters how rare it is in English words and identifiers: the binary logarithm of its share of all pairs, negated, in
    // hexadecimal. Counted over the words of a standard library's sources.
    private static readonly string[] Rarities =
    [
        "f877cb8d8d9677f8f67699aa9e",
        "8dab9fdd9af8cc9bfa9c8fffae",
        "7fab7bd79f88ac6bd8a79cdfbf",
        "8bb96bde7ceacb8be98a9dddbf",
        "7a66889baeb776a89566b8a7ad",
        "9ebb98ce7ff9cc8ce9aa9fffbf",
        "adcd7eba9ffab9acf99caceffd",
        "8fdc7dff8febbc8ffababfffcf",
        "8978888fcec77578d876e8f9f9",
        "cfffbfffefefffceffefbfffff",
        "bfdc8ecfaffafbccfc9dcebfff",
        "7bb96bcd6fc7ca7afc899cdf8d",
        "79da6dff8fdb9c87fc9aafefcf",
        "7c77796c8f9ac98aec7699cebe",
        "a987b9aeae987697f688798bec",
        "7dbb7beb8fc7dc78e7989dbf9f",
        "fffefffffffffeeffdef8fffff",
        "6b995a9d7faa896af8779abe9f",
        "9d8b6bb87ea9ab88cb768bbd9f",
        "6c9a5ae76fd9ab79f7788cac8c",
        "999a9aaf9ff887b8f887dffdff",
        "8fff7efe9fffcdbefeffffdfff",
        "9edb9dfa9ffcfa9ee9adffceff",
        "bdaeacfeaffccfd9fdc8fffccf",
        "dcccacddbffbbab9fcaafdcfde",
        "dfff8fffaffddecfffffffffff",
    ];

    // Two hundred of the 676 pairs are less rare than this, and make up nine tenths of such text.
    private const int Odd = 10;

    /// <summary>True for text in which letters, cases and digits change as often, or letters follow one another as oddly, as in a random body.</summary>
    public static bool LooksRandom(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestJudged) return false;
        var changes = Changes(text);
        var oddness = Oddness(text, out var pairs);
        if (changes >= 0.3) return true;
        if (changes >= 0.18) return pairs < 4 || oddness >= 0.38;
        return pairs >= 10 && oddness >= 0.45;
    }

    /// <summary>How often, from 0 to 1, a character is of another class than the one before it; a capital that begins a word is of the word's.</summary>
    public static double Changes(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return 0;
        var changes = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var (before, now) = (ClassOf(text[i - 1]), ClassOf(text[i]));
            if (before != now && !(before == Class.Upper && now == Class.Lower)) changes++;
        }

        return (double)changes / (text.Length - 1);
    }

    /// <summary>The part, from 0 to 1, of the pairs of letters that are rare in words; about 0.1 in words, 0.7 in random letters.</summary>
    public static double Oddness(ReadOnlySpan<char> text, out int pairs)
    {
        pairs = 0;
        var odd = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsAsciiLetter(text[i - 1]) || !char.IsAsciiLetter(text[i])) continue;
            pairs++;
            if (Rarity(text[i - 1], text[i]) >= Odd) odd++;
        }

        return pairs == 0 ? 0 : (double)odd / pairs;
    }

    /// <summary>How rare it is that the letters follow one another, in either case, from 3 for "in" to 15.</summary>
    internal static int Rarity(char first, char second)
    {
        var digit = Rarities[(first | 0x20) - 'a'][(second | 0x20) - 'a'];
        return digit <= '9' ? digit - '0' : digit - 'a' + 10;
    }

    private static Class ClassOf(char character) =>
        char.IsAsciiLetterLower(character) ? Class.Lower : char.IsAsciiLetterUpper(character) ? Class.Upper : char.IsAsciiDigit(character) ? Class.Digit : Class.Other;

    private enum Class
    {
        Lower,
        Upper,
        Digit,
        Other,
    }
}
