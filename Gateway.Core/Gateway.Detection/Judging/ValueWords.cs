using System.Buffers;

namespace Gateway.Detection.Judging;

/// <summary>What a value says of itself: that it is code, a word, a path, and no secret.</summary>
internal static class ValueWords
{
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "nil", "none", "undefined", "true", "false", "yes", "no", "on", "off", "string", "str", "text", "bytes", "number", "int", "bool", "boolean", "object", "any", "void", "var", "let",
        "required", "optional", "enabled", "disabled", "hidden", "default", "empty", "unset", "missing", "unknown", "invalid", "valid", "expired", "test", "testing", "tests", "demo", "value", "name",
        "password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "key", "apikey", "api_key", "user", "username", "admin", "root", "login", "basic", "bearer", "base64", "base32", "sha1", "sha256",
        "sha512", "md5", "utf8", "utf-8", "utf16", "ascii", "x509", "oauth2", "oauth", "rs256", "hs256", "es256", "aes256", "aes-256-gcm", "hmac-sha256", "pbkdf2", "argon2id", "ed25519", "secp256k1", "rsa2048", "pkcs8", "pkcs12",
        "int32", "int64", "uint8", "uint32", "uint64", "float32", "float64", "varchar", "this", "self", "function", "return", "await", "new", "env", "file", "path", "https", "http", "localhost", "n/a",
    };

    private static readonly SearchValues<string> Code = SearchValues.Create(
        ["process.env", "os.environ", "getenv", "environ[", "config.", "settings.", "secrets.", "vault:", "env:", "env.", "ssm:", "arn:aws:secretsmanager", "keyring", "=>", "->", "();", "()", "self.", "this.", "props.", "req.", "request.", "args.", "options.", "params.", "ctx.", "context.", "data.", "var.", "local.", "module.", "user.", "input.", "\\(", "#{", "$env", "!ref", "!sub", "::"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>True for keywords, code that fetches a value, addresses and paths.</summary>
    public static bool AreNone(ReadOnlySpan<char> value)
    {
        if (Nothing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value)) return true;
        if (value.StartsWith("&#") || value.StartsWith("&lt")) return true;
        if (value[0] == '!' && !value[1..].ContainsAnyExcept(Characters.Letters)) return true; // a tag of YAML
        if (value[0] is '$' or '%' or '<' or '{' or '[' or '(' or '@' && value.Length < 40 && !value.ContainsAnyInRange('0', '9')) return true;
        return value.ContainsAny(Code) || IsPath(value) || IsTypeName(value);
    }

    /// <summary>Digits that count something: 1234, 3600, 2026-11-25, 1.2.3.</summary>
    public static bool IsNumber(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Characters.OfNumbers);

    private static bool IsPath(ReadOnlySpan<char> value) =>
        value.Contains("://", StringComparison.Ordinal)
        || value.StartsWith("./") || value.StartsWith("../") || value.StartsWith("~/")
        || (value[0] == '/' && Randomness.Oddness(value, out _) < 0.3 && Randomness.Changes(value) < 0.35)
        || value is [_, ':', '\\', ..];

    // Optional[str], List<String>, string? and the like.
    private static bool IsTypeName(ReadOnlySpan<char> value) =>
        value.IndexOfAny('[', '<') is > 0 and var open && value[^1] is ']' or '>' or '?' && !value[..open].ContainsAnyExcept(Characters.OfTypeNames);
}
