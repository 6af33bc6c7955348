using System.Buffers;
using System.Buffers.Text;

namespace Gateway.Detection.Judging;

/// <summary>Whether the parts of a JSON Web Token (RFC 7519) hold JSON.</summary>
internal static class JsonWebToken
{
    // What only looks like a token is masked as well, but where kinds overlap another one names it.
    public static Judgement Judge(in Candidate candidate)
    {
        var secret = candidate.Secret;
        var dot = secret.IndexOf('.');
        return dot > 0 && IsObject(secret[..dot]) && IsObject(secret[(dot + 1)..]) ? new(1, "header and payload are JSON") : new(0.6, "header or payload is no JSON");
    }

    // The start of it says enough: a name in quotes, then a colon.
    private static bool IsObject(ReadOnlySpan<char> part)
    {
        var end = part.IndexOfAny('.', '=');
        part = end < 0 ? part : part[..end];
        Span<byte> json = stackalloc byte[192];
        var whole = Math.Min(part.Length, 256) & ~3;
        if (Base64Url.DecodeFromChars(part[..whole], json, out _, out var length) != OperationStatus.Done || length < 3) return false;
        var rest = json[..length];
        var quote = rest[2..].IndexOf((byte)'"');
        return quote >= 0 && rest[(quote + 3)..].TrimStart(" \t\r\n"u8) is var value && (value.IsEmpty || value[0] == (byte)':');
    }
}
