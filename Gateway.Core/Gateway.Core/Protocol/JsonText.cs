using System.Globalization;
using System.Text;
using Gateway.Core.Text;

namespace Gateway.Core.Protocol;

/// <summary>Single JSON strings to and from .NET strings, off the hot path.</summary>
internal static class JsonText
{
    /// <summary>The text of a raw JSON string, quotes included. Lone surrogates stay lone, so two strings that differ stay different.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw) => JsonString.Text(raw[1..^1]);

    /// <summary>The same for a value that may be something else, or nothing: then it is null.</summary>
    public static string? TextOf(ReadOnlySpan<byte> raw) => raw.Length >= 2 && raw[0] == '"' ? Unescape(raw) : null;

    /// <summary>Whether a raw value is an object.</summary>
    public static bool IsObject(ReadOnlySpan<byte> raw) => !raw.IsEmpty && raw[0] == '{';

    /// <summary>The text as a raw JSON string with quotes: what must be escaped is, and <c>&lt;</c> stays readable, as placeholders are documented.</summary>
    public static byte[] Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character == '\n') quoted.Append("\\n");
            else if (character < ' ') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else quoted.Append(character);
        }

        return Encoding.UTF8.GetBytes(quoted.Append('"').ToString());
    }
}
