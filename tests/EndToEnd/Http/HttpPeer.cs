using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Pairs;
using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>A client of the gateway's HTTP address: what a right request of either era looks like, for tests to send, or to make wrong.</summary>
/// <param name="url">The endpoint.</param>
/// <param name="token">Its token; null without one.</param>
internal sealed class HttpPeer(Uri url, string? token)
{
    public const string Everything = """{"elicitation":{"form":{},"url":{}},"sampling":{},"roots":{}}""";

    /// <summary>The legacy session, once it is open.</summary>
    public string? Session { get; private set; }

    public Uri Url => url;

    /// <summary>What every request of ours says.</summary>
    private HttpAsk Common => new()
    {
        Target = url.AbsolutePath,
        Headers =
        [
            ("Host", url.Authority), ("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream"),
            .. token is null ? Array.Empty<(string, string)>() : [("Authorization", $"Bearer {token}")],
        ],
    };

    /// <summary>Another client, on the route of one server.</summary>
    public HttpPeer On(string server) => new(new(url, $"/mcp/{server}"), token);

    /// <summary>A client that takes part in the session of another.</summary>
    public HttpPeer In(string? session) => new(url, token) { Session = session };

    /// <summary>A message of the legacy session.</summary>
    public HttpAsk Legacy(string message)
    {
        var ask = Common.With("MCP-Protocol-Version", "2025-11-25").Carrying(message);
        return Session is { } session ? ask.With("Mcp-Session-Id", session) : ask;
    }

    public HttpAsk Legacy(string id, string method, string parameters = "{}") =>
        Legacy($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");

    public HttpAsk LegacyCall(string id, string tool, string arguments = "{}", string meta = "{}") =>
        Legacy(id, "tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}},"_meta":{{meta}}}""");

    /// <summary>The stream of what belongs to no request, or of what comes after an event.</summary>
    public HttpAsk Stream(string? after = null)
    {
        var ask = Legacy("").As("GET").Without("Content-Type").With("Accept", "text/event-stream");
        return after is null ? ask : ask.With("Last-Event-ID", after);
    }

    /// <summary>A request of the stateless era, with its headers.</summary>
    public HttpAsk Modern(string id, string method, string parameters = "{}", string capabilities = Everything)
    {
        var body = JsonNode.Parse(parameters)!.AsObject();
        var meta = EraClient.Meta(capabilities);
        foreach (var (key, value) in body["_meta"]?.AsObject() ?? []) meta[key] = value?.DeepClone();
        body["_meta"] = meta;
        var ask = Common.With("MCP-Protocol-Version", "2026-07-28").With("Mcp-Method", method)
            .Carrying($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{body.ToJsonString()}}}""");
        return (body["name"] ?? body["uri"])?.GetValue<string>() is { } name ? ask.With("Mcp-Name", name) : ask;
    }

    public HttpAsk ModernCall(string id, string tool, string arguments = "{}", string meta = "{}") =>
        Modern(id, "tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}},"_meta":{{meta}}}""");

    /// <summary>A call of either era.</summary>
    public HttpAsk Call(bool isModern, string id, string tool, string arguments = "{}", string meta = "{}") =>
        isModern ? ModernCall(id, tool, arguments, meta) : LegacyCall(id, tool, arguments, meta);

    /// <summary>Sends a request on a connection of its own, which is the caller's to read.</summary>
    public HttpWire Begin(HttpAsk ask) => Begin(ask.Bytes);

    public HttpWire Begin(byte[] bytes, int receiveBuffer = 0)
    {
        var wire = new HttpWire(url, receiveBuffer);
        wire.Write(bytes);
        return wire;
    }

    /// <summary>Sends a request, and reads the whole reply; of a stream that may never end only its head.</summary>
    public HttpReply Send(HttpAsk ask)
    {
        using var wire = Begin(ask);
        return wire.ReadReply(hasBody: ask.Method != "HEAD", hasEnd: ask.Method != "GET");
    }

    public HttpReply Send(string raw)
    {
        using var wire = Begin(Encoding.Latin1.GetBytes(raw));
        return wire.ReadReply();
    }

    /// <summary>Opens a legacy session.</summary>
    public HttpPeer Open(string capabilities = "{}")
    {
        var reply = Send(Legacy("\"init\"", "initialize", $$$"""{"protocolVersion":"2025-11-25","capabilities":{{{capabilities}}},"clientInfo":{"name":"raw","version":"1"}}"""));
        Assert.That(reply.Status, Is.EqualTo(200), reply.Body);
        Session = reply.Header("Mcp-Session-Id");
        Assert.That(Session, Is.Not.Null);
        Assert.That(Send(Legacy("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")).Status, Is.EqualTo(202));
        return this;
    }

    /// <summary>Waits until a legacy session lists a tool.</summary>
    public void AwaitTool(string name) =>
        Deadline.Until($"{name} is listed", () => Answer(Legacy("\"list\"", "tools/list")).Contains($"\"{name}\"", StringComparison.Ordinal));

    /// <summary>The answer, on a stream or alone.</summary>
    public string Answer(HttpAsk ask)
    {
        using var wire = Begin(ask);
        return Answer(wire);
    }

    public static string Answer(HttpWire wire)
    {
        var reply = wire.ReadReply();
        if (reply.Header("Content-Type") != "text/event-stream") return reply.Body;
        return reply.Body.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..];
    }
}
