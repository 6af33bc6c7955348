using System.Globalization;

namespace Gateway.Detection.Views;

/// <summary>Reads characters that are written by their number: <c>\u0041</c>, <c>\x41</c>, <c>%41</c>, <c>&amp;#65;</c>, <c>&amp;#x41;</c>, <c>&amp;quot;</c>, and <c>\/</c>.</summary>
internal static class EscapeReader
{
    private const int MostBackslashes = 16;

    /// <summary>The character that the escape at <paramref name="at"/> stands for, and how long the escape is; false when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int at, out int length, out char character)
    {
        var rest = text[at..];
        (length, character) = (0, '\0');
        return rest[0] switch
        {
            '\\' => TryBackslash(rest, out length, out character),
            '%' => TryHex(rest, 1, 2, out length, out character) && character is > ' ' and < '\x7f',
            '&' => rest is ['&', '#', ..] ? TryEntity(rest, out length, out character) : TryNamed(rest, out length, out character),
            _ => false,
        };
    }

    // A string in a string has two backslashes, a string in that four.
    private static bool TryBackslash(ReadOnlySpan<char> rest, out int length, out char character)
    {
        (length, character) = (0, '\0');
        var slashes = 1;
        while (slashes < rest.Length && slashes < MostBackslashes && rest[slashes] == '\\') slashes++;
        if (slashes >= rest.Length) return false;
        switch (rest[slashes])
        {
            case 'u': return TryHex(rest, slashes + 1, 4, out length, out character);
            case 'x': return TryHex(rest, slashes + 1, 2, out length, out character);
            case '/':
                (length, character) = (slashes + 1, '/');
                return true;
            default: return false;
        }
    }

    private static bool TryHex(ReadOnlySpan<char> rest, int digits, int count, out int length, out char character)
    {
        (length, character) = (digits + count, '\0');
        if (rest.Length < length || !ushort.TryParse(rest.Slice(digits, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return false;
        character = (char)code;
        return true;
    }

    // What a value stands in. The others are in most pages of HTML, all of which would be read twice for them.
    private static bool TryNamed(ReadOnlySpan<char> rest, out int length, out char character)
    {
        (length, character) = rest switch
        {
            ['&', 'q', 'u', 'o', 't', ';', ..] => (6, '"'),
            ['&', 'a', 'p', 'o', 's', ';', ..] => (6, '\''),
            _ => (0, '\0'),
        };
        return length > 0;
    }

    private static bool TryEntity(ReadOnlySpan<char> rest, out int length, out char character)
    {
        (length, character) = (0, '\0');
        var end = rest[..Math.Min(rest.Length, 10)].IndexOf(';');
        if (end < 3) return false;
        var isHex = rest[2] is 'x' or 'X';
        var digits = rest[(isHex ? 3 : 2)..end];
        if (!ushort.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)) return false;
        (length, character) = (end + 1, (char)code);
        return true;
    }
}
