using System.Text;

namespace Gateway.Core.Configuration;

/// <summary>A place as editors show it: both numbers from 1, columns in UTF-16 units.</summary>
internal readonly record struct TextPosition(int Line, int Column)
{
    public static TextPosition Of(ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..Math.Clamp(offset, 0, utf8.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new TextPosition(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    /// <summary>The offset of a byte in a line, both counted from 0, as <see cref="System.Text.Json.JsonException"/> does.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var length = utf8[start..].IndexOf((byte)'\n');
            if (length < 0) break;
            start += length + 1;
        }

        return (int)Math.Min(start + byteInLine, utf8.Length);
    }
}
