using System.Net;
using System.Text;
using System.Text.Json;

namespace Gateway.Plugins.Lasso.Tests.Serving;

/// <summary>What the server writes, byte for byte.</summary>
internal sealed record Reply(byte[] Bytes, bool Closes = false)
{
    /// <summary>Nothing was found.</summary>
    public static Reply Clean { get; } = Json("""{"deputies":{"jailbreak":false},"findings":{},"violations_detected":false}""");

    /// <summary>Nothing at all, until the server ends.</summary>
    public static Reply Never { get; } = new([]);

    public static Reply Json(string body) => Of(200, body);

    /// <summary>One finding of v3.</summary>
    public static Reply Finding(string deputy, string action, string more = "") =>
        Json($$"""{"deputies":{"{{deputy}}":true},"findings":{"{{deputy}}":[{"name":"n","category":"c","action":"{{action}}","severity":"HIGH"{{more}}}]},"violations_detected":true}""");

    /// <summary>What classifix makes of a text.</summary>
    public static Reply Masked(string content) =>
        Json($$"""{"deputies":{"pattern-detection":true},"findings":{"pattern-detection":[{"action":"AUTO_MASKING","severity":"HIGH"}]},"violations_detected":true,"messages":[{"role":"user","content":{{JsonSerializer.Serialize(content)}}}]}""");

    public static Reply Of(int status, string body = "", params string[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = string.Concat([$"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n", .. headers.Select(header => header + "\r\n"), "\r\n"]);
        return new([.. Encoding.ASCII.GetBytes(head), .. bytes]);
    }

    /// <summary>Announces more than comes.</summary>
    public static Reply Truncated(string body) =>
        new(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length + 100}\r\n\r\n{body}"), Closes: true);
}
