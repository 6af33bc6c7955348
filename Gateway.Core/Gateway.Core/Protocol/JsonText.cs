using System.Globalization;
using System.Text;

namespace Gateway.Core.Protocol;

/// <summary>Single JSON strings to and from .NET strings, off the hot path.</summary>
internal static class JsonText
{
    /// <summary>The text of a raw JSON string, quotes included. Lone surrogates stay lone, so two strings that differ stay different.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        Span<char> stack = stackalloc char[256];
        var text = raw.Length <= stack.Length ? stack : new char[raw.Length];
        var length = Core.Text.JsonString.Decode(raw[1..^1], text);
        return new string(text[..length]);
    }

    /// <summary>The text as a raw JSON string with quotes: what must be escaped is, and <c>&lt;</c> stays readable, as placeholders are documented.</summary>
    public static byte[] Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character < ' ') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else quoted.Append(character);
        }

        return Encoding.UTF8.GetBytes(quoted.Append('"').ToString());
    }
}
