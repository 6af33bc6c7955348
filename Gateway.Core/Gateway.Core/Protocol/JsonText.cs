using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Single JSON strings to and from .NET strings, off the hot path.</summary>
internal static class JsonText
{
    /// <summary>The text of a raw JSON string, quotes included. Lone surrogates become U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        Span<char> stack = stackalloc char[256];
        var text = raw.Length <= stack.Length ? stack : new char[raw.Length];
        var length = Text.JsonString.Decode(raw[1..^1], text);
        return new string(text[..length]);
    }

    /// <summary>The text as a raw JSON string with quotes. <c>&lt;</c> stays readable, as placeholders are documented.</summary>
    public static byte[] Quote(string text)
    {
        var encoded = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        var quoted = new byte[encoded.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        encoded.CopyTo(quoted.AsSpan(1));
        return quoted;
    }
}
