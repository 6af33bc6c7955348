using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Http.Endpoint;

/// <summary>What requests must say of their body, and of what they take back.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Events = "text/event-stream";

    // What the SDKs write: nothing is parsed for it.
    private const string Usual = "application/json, text/event-stream";

    /// <summary>A body of JSON in UTF-8, which is the only JSON there is (RFC 8259 §8.1).</summary>
    public static bool IsJson(StringValues contentType) => contentType == Json || IsJsonWithMore(contentType);

    /// <summary>Whether the client takes what MCP answers with.</summary>
    public static bool TakesBoth(StringValues accept) => accept == Usual || (Takes(accept, Json) && Takes(accept, Events));

    private static bool IsJsonWithMore(StringValues contentType) => contentType is [{ } only] && MediaTypeHeaderValue.TryParse(only, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    public static bool Takes(StringValues accept, string type)
    {
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList([.. accept!], out var ranges)) return false;
        return ranges.Any(range => range.Quality != 0 && (range.MatchesAllTypes || range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
            || (range.MatchesAllSubTypes && type.StartsWith(range.Type.Value + "/", StringComparison.OrdinalIgnoreCase))));
    }
}
