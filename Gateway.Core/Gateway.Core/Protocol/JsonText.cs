using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Single JSON strings to and from .NET strings, off the hot path.</summary>
internal static class JsonText
{
    /// <summary>The text of a raw JSON string, quotes included. Lone surrogates stay lone, so two strings that differ stay different.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        Span<char> stack = stackalloc char[256];
        var text = raw.Length <= stack.Length ? stack : new char[raw.Length];
        var length = Text.JsonString.Decode(raw[1..^1], text);
        return new string(text[..length]);
    }

    /// <summary>Whether the reader's name or string spells an ASCII text, however it is escaped.</summary>
    /// <remarks>The reader's own ValueTextEquals and CopyString throw on an escaped lone surrogate, which a peer may send anywhere.</remarks>
    public static bool Spells(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return raw.SequenceEqual(text);
        if (raw.Length > text.Length * 6) return false;
        Span<char> unescaped = raw.Length <= 256 ? stackalloc char[raw.Length] : new char[raw.Length];
        return Ascii.Equals(text, unescaped[..Text.JsonString.Decode(raw, unescaped)]);
    }

    /// <summary>The text as a raw JSON string with quotes. <c>&lt;</c> stays readable, as placeholders are documented; a lone surrogate becomes U+FFFD.</summary>
    public static byte[] Quote(string text)
    {
        var encoded = JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        var quoted = new byte[encoded.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        encoded.CopyTo(quoted.AsSpan(1));
        return quoted;
    }
}
