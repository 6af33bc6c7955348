using System.Buffers.Text;
using System.Text;
using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class JsonWebToken
{
    // "eyJ" is {" and the first bits of a letter. The shortest header that names an algorithm has 17 characters.
    public static SecretKind Token { get; } = new(
        new("jwt", "<JWT_TOKEN>") { Description = "JSON Web Token" },
        new()
        {
            Kind = "jwt",
            Keywords = ["eyJ"],
            Alphabet = Characters.Base64Url + ".=",
            MinLength = 29,
            Pattern = @"eyJ[A-Za-z0-9_-]{14,}={0,2}\.eyJ[A-Za-z0-9_-]{7,}={0,2}\.(?:[A-Za-z0-9_-]+={0,2})?",
            Validator = Judge,
            Examples = () =>
            [
                Secret(Sign("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"1"}""", 43), "Authorization: Bearer ", "\r\n"),
                Secret(Sign("""{"alg":"RS256"}""", """{"iss":"https://a.b","exp":1}""", 342), "{\"jwt\":\"", "\"}"),
                Secret(Sign("""{"alg":"ES256"}""", """{"sub":"1"}""", 86), "The token is ", ". Keep it."),
                Secret(Sign("""{"alg":"none"}""", """{"sub":"1"}""", 0), "(", ")"),
                Nothing("eyJhbGciOi.eyJzdWIi."),
                Nothing("obj.eyJust.eyJoking.once"),
                Nothing(Sign("""{"alg":"HS256"}""", "text that is no JSON", 43)),
            ],
        });

    // What only looks like a token is masked as well, but where kinds overlap another one names it.
    private static double Judge(ReadOnlySpan<char> secret)
    {
        var dot = secret.IndexOf('.');
        return IsObject(secret[..dot]) && IsObject(secret[(dot + 1)..]) ? 1 : 0.6;
    }

    // The start of it says enough: a name in quotes, then a colon.
    private static bool IsObject(ReadOnlySpan<char> part)
    {
        var end = part.IndexOfAny('.', '=');
        part = end < 0 ? part : part[..end];
        Span<byte> json = stackalloc byte[192];
        var whole = Math.Min(part.Length, 256) & ~3;
        if (!Base64Url.TryDecodeFromChars(part[..whole], json, out var length)) return false;
        var rest = json[..length];
        var quote = rest[2..].IndexOf((byte)'"');
        return quote >= 0 && rest[(quote + 3)..].TrimStart(" \t\r\n"u8) is var value && (value.IsEmpty || value[0] == (byte)':');
    }

    private static string Sign(string header, string payload, int signature) =>
        $"{Encode(header)}.{Encode(payload)}.{Sample.Body(signature, Characters.Base64Url)}";

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
