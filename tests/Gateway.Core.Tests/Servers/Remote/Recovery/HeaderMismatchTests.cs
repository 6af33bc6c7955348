using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote.Recovery;

/// <summary>A tool whose marked arguments have changed: -32020 of 2026-07-28.</summary>
public class HeaderMismatchTests
{
    private const string Meta = ""","_meta":{"progressToken":7,"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";
    private const string Mismatch = """{"jsonrpc":"2.0","id":2,"error":{"code":-32020,"message":"Header mismatch"}}""";

    private static string Page(HttpRequest request, string tools, string cursor = "") => $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"tools":[{{tools}}]{{cursor}} } }""";

    [Test]
    public async Task The_tools_are_listed_again_and_the_call_is_sent_once_more_with_the_headers_that_are_wanted()
    {
        const string marked = """{"name":"sql","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}}""";
        using var server = new McpHttpServer();
        server.On("POST tools/list", (request, reply) => request.Body.Contains("page2", StringComparison.Ordinal)
            ? reply.JsonAsync(Page(request, marked))
            : reply.JsonAsync(Page(request, """{"name":"other","inputSchema":{"type":"object"}}""", ",\"nextCursor\":\"page2\"")));
        server.On("POST tools/call", (request, reply) => request.Header("Mcp-Param-Region") == "eu" ? reply.JsonAsync(McpHttpServer.Result(request)) : reply.JsonAsync(Mismatch, 400));
        await using var peer = new RemotePeer(server.Url);
        peer.Call(2, "sql", """{"region":"eu"}""", Meta);
        string[] messages = [peer.Read(), peer.Read()];
        Assert.That(messages, Has.One.Contains("notifications/tools/list_changed").And.One.Contains("done"));
        Assert.That(server.Received.Where(request => request.Method == "tools/list").Select(request => request.Body), Has.All.Contains("2026-07-28").And.None.Contains("progressToken"));
        Assert.That(server.Received.Count(request => request.Method == "tools/call"), Is.EqualTo(2));
    }

    [Test]
    public async Task An_error_that_no_other_header_would_change_is_passed_on()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", (_, reply) => reply.JsonAsync(Mismatch, 400));
        await using var peer = new RemotePeer(server.Url);
        peer.Call(2, "echo", "{}", Meta);
        Assert.That(peer.Read(), Does.Contain("-32020"));
        Assert.That(server.Received.Count(request => request.Method == "tools/call"), Is.EqualTo(1));
    }
}
