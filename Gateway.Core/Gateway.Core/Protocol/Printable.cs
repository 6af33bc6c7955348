using System.Globalization;
using System.Text;

namespace Gateway.Core.Protocol;

/// <summary>Text that others wrote, made safe to show on one line: hidden characters become visible, and it is not endless.</summary>
internal static class Printable
{
    /// <summary>The longest text of a plugin or a server that is repeated by default.</summary>
    public const int DefaultLimit = 300;

    private const int LongestWord = 256;

    /// <summary>Line breaks and tabs become blanks; controls, escapes, bidirectional marks and other unseen characters <c>\uXXXX</c>; a lone surrogate U+FFFD.</summary>
    public static string Line(string text, int limit = DefaultLimit)
    {
        if (text.Length <= limit && IsShown(text)) return text;
        var line = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= limit)
            {
                line.Append('…');
                break;
            }

            if (rune.Value is '\n' or '\r' or '\t') line.Append(' ');
            else if (IsShown(rune)) line.Append(rune.ToString());
            else line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return line.ToString();
    }

    /// <summary>The same for text that no guardrail has seen yet: half a word is left out, because half a secret would not be found.</summary>
    public static string Words(string text, int limit = DefaultLimit)
    {
        var line = Line(text, limit);
        if (text.Length <= limit || !line.EndsWith('…')) return line;
        var from = Math.Max(0, line.Length - 1 - LongestWord);
        var blank = line.LastIndexOf(' ', line.Length - 2, line.Length - 1 - from);
        return line[..(blank < 0 ? from : blank + 1)] + '…';
    }

    private static bool IsShown(string text)
    {
        foreach (var character in text)
        {
            // Surrogates may be lone: they take the longer way.
            if (char.IsSurrogate(character) || !IsShown(new Rune(character))) return false;
        }

        return true;
    }

    // Format covers the bidirectional controls, zero-width characters and Unicode tags. The numbers are letters and marks that have
    // no ink: joiner, fillers, and the 240 variation selectors that can carry a hidden text.
    private static bool IsShown(Rune rune) => rune.Value is not (0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF)) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
