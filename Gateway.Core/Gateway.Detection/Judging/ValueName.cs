using System.Buffers;

namespace Gateway.Detection.Judging;

/// <summary>What a name says of its value: <c>token</c> is one, <c>token_type</c> and <c>nextToken</c> are not.</summary>
internal static class ValueName
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Last = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "type", "types", "url", "uri", "endpoint", "file", "filename", "path", "dir", "folder", "name", "names", "id", "ids", "length", "len", "size", "count", "limit", "max", "min", "expiry", "expires", "expiration", "expire", "ttl", "age", "timeout",
        "policy", "hint", "field", "fields", "label", "format", "regex", "pattern", "prefix", "suffix", "env", "var", "ref", "arn", "index", "version", "algorithm", "alg", "method", "mode", "status", "state", "enabled", "required", "reset", "title", "description", "help", "text", "placeholder",
        "message", "error", "class", "style", "icon", "image", "event", "scope", "scopes", "budget", "usage", "rate", "price", "cost", "kind", "source", "provider", "service", "column", "table", "schema", "page", "link", "strength", "rotation", "permission", "permissions", "manager", "store", "vault", "context", "address", "symbol", "hash256", "checksum", "digest", "fingerprint", "sha", "sha1", "sha256", "md5", "thumbprint", "etag",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> Anywhere = SearchValues.Create(
    [
        "public", "publickey", "next", "page", "continuation", "cursor", "sync", "pagination", "max_token", "maxtoken", "num_token", "total_token", "prompt_token", "completion_token", "input_token", "output_token", "csrf", "xsrf", "tokeniz", "forgot", "commit", "integrity", "checksum", "digest", "fingerprint", "placeholder",
        "primary_key", "primarykey", "foreign", "sort_key", "partition", "idempotency", "registrytoken_", "cache_key", "cachekey", "design", "keyboard", "keyword", "keypress", "keyframe", "monkey", "turkey", "hockey",
    ], StringComparison.OrdinalIgnoreCase);

    // AWS::ApiGateway::ApiKey is a type.
    private static bool IsType(ReadOnlySpan<char> text, int nameStart) => nameStart >= 2 && text[nameStart - 1] == ':' && text[nameStart - 2] == ':';

    /// <summary>True for a candidate whose name says that it is no secret, whatever it looks like.</summary>
    public static bool SaysNo(in Candidate candidate) => SaysNo(candidate.Name) || IsType(candidate.Text, candidate.NameStart);

    /// <summary>True for a name whose value is no secret, whatever it looks like.</summary>
    private static bool SaysNo(ReadOnlySpan<char> name)
    {
        if (name.ContainsAny(Anywhere)) return true;
        // An author is no secret, an authorization is.
        var author = name.IndexOf("author", StringComparison.OrdinalIgnoreCase);
        if (author >= 0 && !name[author..].StartsWith("authoriz", StringComparison.OrdinalIgnoreCase)) return true;
        var start = LastWord(name);
        return start > 0 && Last.Contains(name[start..]);
    }

    // After a separator, or where a hump of camelCase begins; 0 when the name is one word.
    private static int LastWord(ReadOnlySpan<char> name)
    {
        for (var i = name.Length - 1; i > 0; i--)
        {
            if (!char.IsAsciiLetterOrDigit(name[i - 1])) return i;
            if (char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])) return i;
        }

        return 0;
    }
}
