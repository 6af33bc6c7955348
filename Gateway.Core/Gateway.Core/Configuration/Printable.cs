using System.Globalization;
using System.Text;

namespace Gateway.Core.Configuration;

/// <summary>Names come from files that others may have written: none may move a terminal's cursor or fill its screen.</summary>
internal static class Printable
{
    private const int MaxLength = 200;

    public static string Text(string text)
    {
        if (text.Length <= MaxLength && !text.Any(IsHidden)) return text;
        var shown = new StringBuilder();
        foreach (var character in text.Take(MaxLength))
        {
            if (IsHidden(character)) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else shown.Append(character);
        }

        return text.Length > MaxLength ? shown.Append('…').ToString() : shown.ToString();
    }

    // Format characters include those that turn the direction of what follows.
    private static bool IsHidden(char character) =>
        char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
