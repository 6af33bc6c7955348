using System.Text;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

public class ModernTests
{
    private const string Meta = """, "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}""";

    private static readonly string[] Mirrored = ["MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "Mcp-Session-Id"];

    private static string Request(string method, string parameters, int id = 2) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{{{{parameters}}}{{{Meta}}} } }""";

    [TestCase("tools/call", "\"name\":\"echo\",\"arguments\":{}", "echo")]
    [TestCase("tools/call", "\"name\":\"caf\\u00e9\"", "=?base64?Y2Fmw6k=?=")]
    [TestCase("tools/call", "\"name\":\"工具\"", "=?base64?5bel5YW3?=")]
    [TestCase("tools/call", "\"name\":\" padded \"", "=?base64?IHBhZGRlZCA=?=")]
    [TestCase("tools/call", "\"name\":\"line1\\nline2\"", "=?base64?bGluZTEKbGluZTI=?=")]
    [TestCase("tools/call", "\"name\":\"=?base64?literal?=\"", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=")]
    [TestCase("tools/call", "\"name\":\"with blank\"", "with blank")]
    [TestCase("prompts/get", "\"name\":\"p\"", "p")]
    [TestCase("resources/read", "\"uri\":\"file:///a b\"", "file:///a b")]
    [TestCase("resources/list", "\"name\":\"x\"", null)]
    [TestCase("server/discover", "\"a\":1", null)]
    public async Task Method_and_name_are_repeated_in_headers_and_there_is_no_session(string method, string parameters, string? name)
    {
        using var server = new McpHttpServer();
        server.On($"POST {method}", (request, reply) => reply.JsonAsync(McpHttpServer.Result(request), 200, "Mcp-Session-Id: not-wanted"));
        await using var peer = new RemotePeer(server.Url);
        peer.Send(Request(method, parameters));
        peer.Read();
        peer.Send(Request(method, parameters, 3));
        peer.Read();
        Assert.That(server.Received.Select(request => request.Verb), Has.All.EqualTo("POST"));
        Assert.That(Mirrored.Select(server.Received[1].Header), Is.EqualTo(new[] { "2026-07-28", method, name, null }));
    }

    [Test]
    public async Task Marked_arguments_are_repeated_as_the_tool_lists_them()
    {
        const string schema = """{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},"count":{"type":"integer","x-mcp-header":"Count"},"dry":{"type":["boolean","null"],"x-mcp-header":"Dry"},"deep":{"type":"object","properties":{"x":{"type":"string","x-mcp-header":"Deep"}}},"q":{"type":"string"}}}""";
        using var server = new McpHttpServer();
        server.On("POST tools/list", (request, reply) => reply.JsonAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"tools":[{"name":"sql","inputSchema":{{schema}} },{"name":"plain","inputSchema":{"type":"object"} }]} }"""));
        await using var peer = new RemotePeer(server.Url);
        peer.Send(Request("tools/list", "\"a\":1"));
        peer.Read();
        string?[] Sent(string tool, string arguments)
        {
            peer.Send(Request("tools/call", $"\"name\":\"{tool}\",\"arguments\":{arguments}", 3));
            peer.Read();
            var call = server.Received[^1];
            return [call.Header("Mcp-Param-Region"), call.Header("Mcp-Param-Count"), call.Header("Mcp-Param-Dry"), call.Header("Mcp-Param-Deep")];
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sent("sql", """{"region":"us-west1","count":42,"dry":true,"deep":{"x":"Hello, 世界"},"q":"SELECT"}"""), Is.EqualTo(new[] { "us-west1", "42", "true", "=?base64?SGVsbG8sIOS4lueVjA==?=" }));
            Assert.That(Sent("sql", """{"region":null,"count":-7.0,"dry":false,"deep":{"y":"1"}}"""), Is.EqualTo(new[] { null, "-7", "false", null }));
            Assert.That(Sent("sql", """{"count":4.2e1,"region":{},"deep":[]}"""), Is.EqualTo(new[] { null, "42", null, null }));
            Assert.That(Sent("sql", """{"region":"a","region":"b"}"""), Is.EqualTo(new[] { "b", null, null, null }));
            Assert.That(Sent("plain", """{"region":"a"}"""), Is.EqualTo(new string?[] { null, null, null, null }));
            Assert.That(server.Received[^1].Headers.Keys, Has.None.StartsWith("Mcp-Param"));
        }
    }

    [TestCase("""{"x":{"type":"string","x-mcp-header":"A"}}""", true)]
    [TestCase("""{"x":{"type":"integer","x-mcp-header":"A-b.c_1"},"y":{"type":"boolean","x-mcp-header":"B"}}""", true)]
    [TestCase("""{"x-mcp-header":{"type":"string"}}""", true)]
    [TestCase("""{"x":{"type":"string","default":{"x-mcp-header":"A"}}}""", true)]
    [TestCase("""{"x":{"type":"string","x-mcp-header":""}}""", false)]
    [TestCase("""{"x":{"type":"string","x-mcp-header":1}}""", false)]
    [TestCase("""{"x":{"type":"string","x-mcp-header":"a b"}}""", false)]
    [TestCase("""{"x":{"type":"string","x-mcp-header":"a\r\nB: c"}}""", false)]
    [TestCase("""{"x":{"type":"string","x-mcp-header":"é"}}""", false)]
    [TestCase("""{"x":{"type":"string","x-mcp-header":"A"},"y":{"type":"string","x-mcp-header":"a"}}""", false)]
    [TestCase("""{"x":{"type":"number","x-mcp-header":"A"}}""", false)]
    [TestCase("""{"x":{"type":"object","x-mcp-header":"A"}}""", false)]
    [TestCase("""{"x":{"x-mcp-header":"A"}}""", false)]
    [TestCase("""{"x":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}}""", false)]
    [TestCase("""{"x":{"anyOf":[{"type":"string","x-mcp-header":"A"}]}}""", false)]
    [TestCase("""{"x":{"type":"object","then":{"properties":{"y":{"type":"string","x-mcp-header":"A"}}}}}""", false)]
    public void A_tool_whose_marks_break_the_rules_is_known(string properties, bool isValid)
    {
        var tool = Encoding.UTF8.GetBytes($$"""{"name":"t","inputSchema":{"type":"object","properties":{{properties}}} }""");
        Assert.That(ToolHeaders.IsValid(tool), Is.EqualTo(isValid));
    }

    [TestCase("""{"name":"t","inputSchema":{"type":"object","x-mcp-header":"A"}}""", false)]
    [TestCase("""{"name":"t","inputSchema":{"type":"object","$defs":{"x":{"type":"string","x-mcp-header":"A"}}}}""", false)]
    [TestCase("""{"name":"t","description":"about x-mcp-header","inputSchema":{}}""", true)]
    [TestCase("""{"name":"t"}""", true)]
    public void Marks_outside_of_properties_break_them_too(string tool, bool isValid) => Assert.That(ToolHeaders.IsValid(Encoding.UTF8.GetBytes(tool)), Is.EqualTo(isValid));

    [Test]
    public async Task A_cancelled_request_has_its_stream_closed_and_nothing_is_posted()
    {
        using var server = new McpHttpServer();
        var isClosed = new TaskCompletionSource();
        server.On("POST tools/call", async (_, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync("""{"jsonrpc":"2.0","method":"notifications/progress","params":{}}""");
            await reply.AwaitClosedAsync();
            isClosed.SetResult();
        });
        await using var peer = new RemotePeer(server.Url);
        peer.Send(Request("tools/call", "\"name\":\"echo\""));
        peer.Read();
        peer.Cancel(2);
        await isClosed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        peer.Cancel(2);
        peer.Send(Request("server/discover", "\"a\":1", 3));
        Assert.That(peer.Read(), Does.Contain("\"id\":3"), "nothing is said of the cancelled one");
        Assert.That(server.Received.Select(request => request.Method), Has.None.EqualTo("notifications/cancelled"));
    }

    [Test]
    public async Task A_stream_that_breaks_is_not_resumed()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (_, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync("""{"jsonrpc":"2.0","method":"notifications/progress","params":{}}""", id: "1");
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url);
        peer.Send(Request("tools/call", "\"name\":\"echo\""));
        peer.Read();
        Assert.That(peer.ReadError(2), Does.Contain("broke the connection before it had answered"));
        Assert.That(server.Received.Select(request => request.Verb), Has.None.EqualTo("GET"));
    }

    [TestCase(404)]
    [TestCase(400)]
    [TestCase(500)]
    public async Task A_server_that_knows_no_discovery_answers_it_with_an_error_and_can_then_be_initialized(int status)
    {
        using var server = new McpHttpServer();
        server.On("POST server/discover", (_, reply) => reply.WholeAsync(status, "text/plain", "no"));
        await using var peer = new RemotePeer(server.Url);
        peer.Send(Request("server/discover", "\"a\":1"));
        Assert.That(peer.ReadError(2), Does.Contain($"answered {status}"));
        peer.Open().Call(4);
        Assert.That(peer.Read(), Does.Contain("done"));
    }

    [Test]
    public async Task A_discovery_that_is_not_allowed_ends_the_start()
    {
        using var server = new McpHttpServer();
        server.On("POST server/discover", (_, reply) => reply.EmptyAsync(401));
        await using var peer = new RemotePeer(server.Url);
        peer.Send(Request("server/discover", "\"a\":1"));
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it answered 401 Unauthorized; sign in with `mcp-gateway login far`, or correct 'headers' in the configuration")));
    }
}
