using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

public class FaultTests
{
    private const string HeaderSecret = "header-secret-4711";

    private static RemotePeer Peer(McpHttpServer server, GatewaySettings? settings = null) => new(
        new RemoteConfiguration { Url = server.Url, Headers = [new("X-Key", HeaderSecret)] }, settings ?? new() { MaxMessageBytes = 100_000 });

    [TestCase(401, "answered 401 Unauthorized; sign in with `mcp-gateway login far`, or correct 'headers' in the configuration")]
    [TestCase(403, "answered 403 Forbidden; its account may not do this: check 'headers' in the configuration, or sign in again with `mcp-gateway login far`")]
    [TestCase(404, "answered 404 Not Found; check the path of 'url' in the configuration")]
    [TestCase(405, "answered 405 Method Not Allowed; check the path and the 'type' of the server in the configuration")]
    [TestCase(418, "answered 418; check 'url' and 'headers' in the configuration")]
    [TestCase(429, "answered 429 Too Many Requests; try again later")]
    [TestCase(500, "answered 500 Internal Server Error; it failed: its own log has the reason")]
    [TestCase(503, "answered 503 Service Unavailable; it may be down: try again later")]
    public async Task An_http_error_is_a_sentence_at_the_start_and_in_the_answer_to_a_call(int status, string sentence)
    {
        using var server = new McpHttpServer { SessionId = null };
        server.On("POST tools/call", (_, reply) => reply.WholeAsync(status, "text/html", "<h1>no</h1>"));
        server.On("POST initialize", (_, reply) => reply.WholeAsync(status, "text/html", "<h1>no</h1>"));
        await using (var refused = Peer(server))
        {
            refused.Initialize();
            Assert.That((refused.Read(), refused.End), Is.EqualTo(("end", $"it {sentence}")));
        }

        server.Forget("POST initialize");
        await using var peer = Peer(server).Open();
        peer.Call(2);
        Assert.That(peer.ReadError(2), Is.EqualTo($"Server 'far' {sentence}."));
        peer.Send("""{"jsonrpc":"2.0","id":3,"method":"ping"}""");
        Assert.That(peer.Read(), Does.Contain("\"id\":3"), "the next one is sent");
    }

    [TestCase("text/html", "<h1>welcome</h1>", "answered with text/html instead of a JSON-RPC message; is 'url' the address of its MCP endpoint?")]
    [TestCase("application/json", "<h1>welcome</h1>", "answered with JSON that does not answer the request instead of a JSON-RPC message; is 'url' the address of its MCP endpoint?")]
    [TestCase("application/json", "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}", "answered with JSON that does not answer the request instead of a JSON-RPC message; is 'url' the address of its MCP endpoint?")]
    [TestCase("application/json", "", "answered with JSON that does not answer the request instead of a JSON-RPC message; is 'url' the address of its MCP endpoint?")]
    [TestCase("text/event-stream", "<h1>welcome</h1>\n\n", "broke the connection before it had answered; try again")]
    public async Task An_answer_that_is_none_fails_the_request(string type, string body, string sentence)
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", (_, reply) => reply.WholeAsync(200, type, body));
        await using var peer = Peer(server).Open();
        peer.Call(2);
        var messages = new List<string> { peer.Read() };
        while (!messages[^1].Contains("\"error\"", StringComparison.Ordinal)) messages.Add(peer.Read());
        Assert.That(messages[^1], Does.Contain($"Server 'far' {sentence}.").And.Contain("\"id\":2"));
    }

    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32602,\"message\":\"Unknown tool\",\"data\":{\"a\":[1]}}}", "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32602,\"message\":\"Unknown tool\",\"data\":{\"a\":[1]}}}")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":\"server-error\",\"error\":{\"code\":-1,\"message\":\"x\"}}", "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-1,\"message\":\"x\"}}")]
    [TestCase("{\"error\":{\"code\":-1,\"message\":\"x\"}}", "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-1,\"message\":\"x\"}}")]
    public async Task A_json_rpc_error_is_passed_on_under_the_requests_id_whatever_the_status(string body, string answer)
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server).Open();
        foreach (var status in (int[])[400, 403, 500])
        {
            server.On("POST tools/call", (_, reply) => reply.WholeAsync(status, "application/json", body));
            peer.Call(2);
            Assert.That(peer.Read(), Is.EqualTo(answer));
        }
    }

    [Test]
    public async Task An_error_of_oauth_is_no_json_rpc_error()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", (_, reply) => reply.WholeAsync(403, "application/json", """{"error":"insufficient_scope"}"""));
        await using var peer = Peer(server).Open();
        peer.Call(2);
        Assert.That(peer.ReadError(2), Does.StartWith("Server 'far' answered 403 Forbidden"));
    }

    [Test]
    public async Task A_redirect_on_the_same_server_is_followed_with_method_and_body()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", (request, reply) => request.Target == "/moved"
            ? reply.JsonAsync(McpHttpServer.Result(request, request.Header("X-Key")!))
            : reply.EmptyAsync(308, "Location: /moved"));
        await using var peer = Peer(server).Open();
        peer.Call(2);
        Assert.That(peer.Read(), Does.Contain(HeaderSecret));
    }

    [TestCase("https://user:pass@evil.example/mcp?x=1", 307, "answered 307 Temporary Redirect with a redirect to another address, which is not followed; give that address as 'url' if you trust it")]
    [TestCase("http://evil.example/mcp?x=1", 302, "answered 302 Found with a redirect to http://evil.example, which is not followed; give that address as 'url' if you trust it")]
    [TestCase("/again", 307, "answered 307 Temporary Redirect and redirects again and again, or in a way that loses the message; give the final address as 'url'")]
    [TestCase("/login", 302, "answered 302 Found and redirects again and again, or in a way that loses the message; give the final address as 'url'")]
    [TestCase("ftp://x/", 301, "answered 301 Moved Permanently without saying where to; check 'url' in the configuration")]
    public async Task Other_redirects_are_not(string location, int status, string sentence)
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", (_, reply) => reply.EmptyAsync(status, $"Location: {location}"));
        await using var peer = Peer(server).Open();
        peer.Call(2);
        Assert.That(peer.ReadError(2), Is.EqualTo($"Server 'far' {sentence}."));
        Assert.That(server.Received.Count(request => request.Method == "tools/call"), Is.LessThanOrEqualTo(6));
    }

    [Test]
    public async Task No_header_of_the_user_goes_to_the_host_of_a_redirect()
    {
        using var other = new McpHttpServer();
        using var server = new McpHttpServer();
        server.On("POST initialize", (_, reply) => reply.EmptyAsync(307, $"Location: {other.Url}"));
        await using var peer = Peer(server);
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", $"it answered 307 Temporary Redirect with a redirect to {other.Origin}, which is not followed; give that address as 'url' if you trust it")));
        Assert.That(other.Received, Is.Empty);
    }

    [Test]
    public async Task A_body_over_the_limit_fails_the_request_whether_its_length_was_said_or_not()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server).Open();
        server.On("POST tools/call", (request, reply) => reply.JsonAsync(McpHttpServer.Result(request, new string('x', 100_000))));
        peer.Call(2);
        Assert.That(peer.ReadError(2), Is.EqualTo("Server 'far' answered with more than 100000 bytes, the limit of 'maxMessageBytes'."));
        server.On("POST tools/call", async (_, reply) =>
        {
            await reply.RawAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            while (true) await reply.RawAsync(new string(' ', 10_000));
        });
        peer.Call(3);
        Assert.That(peer.ReadError(3), Does.Contain("more than 100000 bytes"));
    }

    [TestCase("data: ")]
    [TestCase("x")]
    public async Task An_event_that_never_ends_fails_its_request(string begin)
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (_, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.ChunkAsync(begin);
            for (var i = 0; i < 100; i++) await reply.ChunkAsync(new string('x', 10_000));
            await reply.ChunkAsync("\n\n");
        });
        await using var peer = Peer(server).Open();
        peer.Call(2);
        Assert.That(peer.ReadError(2), Does.Contain("more than 100000 bytes"));
    }

    [Test]
    public async Task An_endless_stream_without_a_message_ends_with_the_call()
    {
        using var server = new McpHttpServer();
        var isClosed = new TaskCompletionSource();
        server.On("POST tools/call", async (_, reply) =>
        {
            try
            {
                await reply.BeginEventsAsync();
                while (true) await reply.ChunkAsync(": still here\nfoo: bar\n\n");
            }
            catch (IOException)
            {
                isClosed.SetResult();
                throw;
            }
        });
        await using var peer = Peer(server).Open();
        peer.Call(2);
        await server.AwaitAsync("POST tools/call");
        peer.Send("""{"jsonrpc":"2.0","id":3,"method":"ping"}""");
        peer.Read();
        peer.Cancel(2);
        await isClosed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task A_long_event_on_the_standing_stream_is_passed_over()
    {
        using var server = new McpHttpServer();
        server.On("GET", async (_, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync(new string('x', 200_000));
            await reply.EventAsync("""{"jsonrpc":"2.0","method":"notifications/next"}""");
            await reply.AwaitClosedAsync();
        });
        await using var peer = Peer(server).Open();
        Assert.That((peer.Read(), peer.Read()), Is.EqualTo(("too long", """{"jsonrpc":"2.0","method":"notifications/next"}""")));
    }

    [Test]
    public async Task The_messages_of_an_array_are_passed_on_one_by_one()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", (request, reply) => reply.JsonAsync($$"""[ {"jsonrpc":"2.0","method":"notifications/x"}, {{McpHttpServer.Result(request)}} ]"""));
        await using var peer = Peer(server).Open();
        peer.Call(2);
        Assert.That((peer.ReadWithParent(), peer.Read()), Is.EqualTo((("""{"jsonrpc":"2.0","method":"notifications/x"}""", 2L), """{"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"done"}] } }""")));
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\"")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\nno gzip")]
    [TestCase("SSH-2.0-OpenSSH_9.6\r\n")]
    [TestCase("")]
    public async Task A_broken_answer_fails_the_request_and_no_other(string raw)
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server).Open();
        server.On("POST tools/call", async (_, reply) =>
        {
            await reply.RawAsync(raw);
            reply.Cut();
        });
        peer.Call(2);
        Assert.That(peer.ReadError(2), Does.StartWith("Server 'far' ").And.EndWith("."));
        server.Forget("POST tools/call");
        peer.Call(3);
        Assert.That(peer.Read(), Does.Contain("done"));
    }

    [Test]
    public async Task A_server_that_takes_nothing_bounds_what_waits_for_it()
    {
        using var server = new McpHttpServer();
        var isReleased = new TaskCompletionSource();
        server.On("POST tools/call", async (request, reply) =>
        {
            await isReleased.Task;
            await reply.JsonAsync(McpHttpServer.Result(request));
        });
        await using var peer = Peer(server, new() { QueueBytes = 1000 }).Open();
        var call = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","arguments":{"a":"PAD"}}}""".Replace("PAD", new string('x', 600), StringComparison.Ordinal) + "\n");
        Assert.That(peer.TryWrite([.. call, .. call]), Is.EqualTo(call.Length), "the second has no room");
        Assert.That(peer.TryWrite(call), Is.Zero);
        isReleased.SetResult();
        peer.Read();
        Assert.That(() => peer.TryWrite(call), Is.EqualTo(call.Length).After(30_000, 10));
    }

    [Test]
    public async Task No_sentence_quotes_a_header_or_the_query_of_the_url()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server).Open();
        Func<HttpRequest, HttpReply, Task>[] faults =
        [
            (_, reply) => reply.EmptyAsync(401),
            (request, reply) => reply.EmptyAsync(302, $"Location: http://other.example{request.Target}"),
            (request, reply) => reply.WholeAsync(500, "text/plain", $"{request.Header("X-Key")} {request.Target}"),
            (request, reply) => reply.WholeAsync(200, "text/plain", $"{request.Header("X-Key")} {request.Target}"),
        ];
        for (var id = 2; id < 2 + faults.Length; id++)
        {
            server.On("POST tools/call", faults[id - 2]);
            peer.Call(id);
            Assert.That(peer.ReadError(id), Does.Not.Contain(HeaderSecret).And.Not.Contain(McpHttpServer.UrlSecret));
        }
    }
}
