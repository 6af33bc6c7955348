using System.Buffers.Text;

namespace Gateway.Core.Routing;

/// <summary>The gateway's own ids as bytes, without an allocation.</summary>
internal static class WireId
{
    public const int MaxLength = 20;

    public static ReadOnlySpan<byte> Write(long id, Span<byte> buffer)
    {
        Utf8Formatter.TryFormat(id, buffer, out var length);
        return buffer[..length];
    }

    /// <summary>Reads an id or progress token that a peer sent back. Some servers turn numbers into strings.</summary>
    public static bool TryRead(ReadOnlySpan<byte> raw, out long id)
    {
        if (raw.Length > 2 && raw[0] == '"') raw = raw[1..^1];
        return Utf8Parser.TryParse(raw, out id, out var used) && used == raw.Length;
    }
}
