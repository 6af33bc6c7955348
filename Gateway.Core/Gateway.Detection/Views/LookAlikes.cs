using System.Buffers;
using System.Text;

namespace Gateway.Detection.Views;

/// <summary>Characters that readers do not see, or take for one of ASCII.</summary>
internal static class LookAlikes
{
    private const int FirstTag = 0xE0000;
    private const int LastTag = 0xE007F;
    private const char Kelvin = '\u212a';

    // Blocks whose letters and digits have a compatibility mapping (NFKC) to ASCII, each a row of characters without gaps:
    // mathematical alphanumerics, full-width forms, circled letters. The runtime's own normalisation needs ICU, which the gateway goes without.
    private static readonly Row[] Rows = AllRows();

    private const string Invisible =
        "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
        + "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f";

    private static readonly SearchValues<char> InvisibleSet = SearchValues.Create(Invisible);

    /// <summary>Everything that may begin a character in disguise: the invisible, the first units of look-alikes.</summary>
    public static string Triggers { get; } = AllTriggers();

    private static Row[] AllRows()
    {
        List<Row> rows =
        [
            new(0xFF01, 94, '!'), new(0x24B6, 26, 'A'), new(0x24D0, 26, 'a'), new(0x1F130, 26, 'A'), new(0x1F150, 26, 'A'), new(0x1F170, 26, 'A'), new(0x2460, 9, '1'), new(0x2080, 10, '0'), new(0x2074, 6, '4'),
            new(0x1D7CE, 10, '0'), new(0x1D7D8, 10, '0'), new(0x1D7E2, 10, '0'), new(0x1D7EC, 10, '0'), new(0x1D7F6, 10, '0'),
        ];
        for (var first = 0x1D400; first < 0x1D6A4; first += 52)
        {
            rows.Add(new(first, 26, 'A'));
            rows.Add(new(first + 26, 26, 'a'));
        }

        return [.. rows];
    }

    private static string AllTriggers()
    {
        var triggers = new StringBuilder(Invisible).Append(Kelvin).Append(char.ConvertFromUtf32(FirstTag)[0]);
        foreach (var row in Rows)
        {
            if (row.First >= 0x10000) triggers.Append(char.ConvertFromUtf32(row.First)[0]);
            else for (var i = 0; i < row.Count; i++) triggers.Append((char)(row.First + i));
        }

        return triggers.ToString();
    }

    /// <summary>What a reader takes the character at <paramref name="at"/> for; '\0' when it sees none; false for a character as it stands.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int at, out int length, out char seen)
    {
        (length, seen) = (1, '\0');
        var character = text[at];
        if (character < 0x80) return false;
        if (InvisibleSet.Contains(character)) return true;
        if (character == Kelvin) return Seen(out seen, 'K');
        var code = (int)character;
        if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])) (code, length) = (char.ConvertToUtf32(character, text[at + 1]), 2);
        if (code is >= FirstTag and <= LastTag) return Seen(out seen, IsHiddenText(text, at) && code >= FirstTag + ' ' ? (char)(code - FirstTag) : '\0');
        foreach (var row in Rows)
        {
            if (code >= row.First && code < row.First + row.Count) return Seen(out seen, (char)(row.To + code - row.First));
        }

        return false;
    }

    // A few tag characters disturb a word; many of them are a text of their own.
    private static bool IsHiddenText(ReadOnlySpan<char> text, int at)
    {
        const int Enough = 8;
        int before = 0, after = 0;
        while (before < Enough && at - (2 * (before + 1)) >= 0 && text[at - (2 * (before + 1))] == '\udb40') before++;
        while (after < Enough && at + (2 * (after + 1)) < text.Length && text[at + (2 * (after + 1))] == '\udb40') after++;
        return before + after + 1 >= Enough;
    }

    private static bool Seen(out char seen, char character)
    {
        seen = character;
        return true;
    }

    private sealed record Row(int First, int Count, char To);
}
