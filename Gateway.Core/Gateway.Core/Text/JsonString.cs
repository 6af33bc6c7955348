using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Gateway.Core.Text;

/// <summary>The inside of a JSON string as bytes, read as UTF-16 without ever failing: lone surrogates stay lone.</summary>
/// <remarks>Only for frames that <see cref="Protocol.EnvelopeReader"/> accepted: their escapes are complete and their UTF-8 is valid.</remarks>
internal static class JsonString
{
    /// <summary>Writes the unescaped text; <paramref name="text"/> needs as many characters as <paramref name="raw"/> has bytes.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<char> text)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            var run = plain < 0 ? raw : raw[..plain];
            // Between two escapes there is mostly a short run of ASCII, for which the encoder's set-up is the larger part.
            if (Ascii.ToUtf16(run, text[written..], out var widened) == OperationStatus.Done) written += widened;
            else written += Encoding.UTF8.GetChars(run, text[written..]);
            if (plain < 0) return written;
            text[written++] = Unescape(raw[plain..], out var length);
            raw = raw[(plain + length)..];
        }
    }

    /// <summary>The unescaped text; lone surrogates stay lone.</summary>
    public static string Text(ReadOnlySpan<byte> raw)
    {
        Span<char> text = raw.Length <= 256 ? stackalloc char[raw.Length] : new char[raw.Length];
        return new(text[..Decode(raw, text)]);
    }

    /// <summary>One scalar: what it takes in bytes, and in UTF-16 units. An escaped surrogate pair is one scalar, as a raw 4-byte sequence is.</summary>
    public static (int Bytes, int Units) Step(ReadOnlySpan<byte> raw)
    {
        if (raw[0] != '\\') return raw[0] switch { < 0x80 => (1, 1), < 0xE0 => (2, 1), < 0xF0 => (3, 1), _ => (4, 2) };
        var unit = Unescape(raw, out var length);
        var isPair = char.IsHighSurrogate(unit) && raw.Length >= 12 && raw[6] == '\\' && char.IsLowSurrogate(Unescape(raw[6..], out _));
        return isPair ? (12, 2) : (length, 1);
    }

    private static char Unescape(ReadOnlySpan<byte> raw, out int length)
    {
        if (raw[1] == 'u')
        {
            length = 6;
            return Utf8Parser.TryParse(raw[2..6], out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
        }

        length = 2;
        return (char)(raw[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var itself => (char)itself,
        });
    }
}
