using System.Buffers;
using System.Buffers.Text;

namespace Gateway.Detection.Judging;

/// <summary>The user and password of an HTTP header (RFC 7617): base64 of text with a colon in it.</summary>
internal static class BasicCredentials
{
    public static Judgement Judge(in Candidate candidate)
    {
        Span<byte> decoded = stackalloc byte[384];
        Span<byte> digits = stackalloc byte[512];
        var secret = candidate.Secret.TrimEnd('=');
        secret = secret[..Math.Min(secret.Length, digits.Length)];
        for (var i = 0; i < secret.Length; i++) digits[i] = secret[i] switch { '+' => (byte)'-', '/' => (byte)'_', var c => (byte)c };
        Base64Url.DecodeFromUtf8(digits[..secret.Length], decoded, out _, out var length);
        var text = decoded[..length];
        var colon = text.IndexOf((byte)':');
        return colon > 0 && !text[..colon].ContainsAnyExceptInRange((byte)' ', (byte)'~') ? Judgement.Believed : Judgement.Nothing;
    }
}
