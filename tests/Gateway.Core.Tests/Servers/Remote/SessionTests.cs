using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

public class SessionTests
{
    [Test]
    public async Task The_session_and_its_revision_are_named_from_the_answer_on()
    {
        using var server = new McpHttpServer();
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.Read(), Does.Contain("done"));
        await peer.StopAsync();

        var (initialize, initialized, call, goodbye) = (await server.AwaitAsync("POST initialize"), await server.AwaitAsync("POST notifications/initialized"), await server.AwaitAsync("POST tools/call"), await server.AwaitAsync("DELETE"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((initialize.Header("Mcp-Session-Id"), initialize.Header("MCP-Protocol-Version")), Is.EqualTo((default(string), default(string))));
            Assert.That(initialize.Header("Accept"), Is.EqualTo("application/json, text/event-stream"));
            Assert.That(initialize.Header("Content-Type"), Is.EqualTo("application/json"));
            foreach (var later in (HttpRequest[])[initialized, call, goodbye])
            {
                Assert.That((later.Header("Mcp-Session-Id"), later.Header("MCP-Protocol-Version")), Is.EqualTo(("session-1", "2025-06-18")), later.Summary);
            }

            Assert.That(server.Received.SelectMany(request => request.Headers.Keys), Has.None.EqualTo("Mcp-Method"));
            Assert.That(server.Received.SelectMany(request => request.Headers.Keys), Has.None.EqualTo("traceparent").And.None.EqualTo("Cookie"));
        }
    }

    [Test]
    public async Task A_server_without_sessions_is_not_said_goodbye_to()
    {
        using var server = new McpHttpServer { SessionId = null };
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        peer.Read();
        await peer.StopAsync();
        Assert.That(server.Received.Select(request => request.Verb), Has.None.EqualTo("DELETE"));
        Assert.That((await server.AwaitAsync("POST tools/call")).Header("Mcp-Session-Id"), Is.Null);
    }

    [Test]
    public async Task No_request_overtakes_the_opening_of_the_session()
    {
        var isAccepted = new TaskCompletionSource();
        using var server = new McpHttpServer();
        server.On("POST notifications/initialized", async (_, reply) =>
        {
            await isAccepted.Task;
            await reply.EmptyAsync(202);
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        await server.AwaitAsync("POST notifications/initialized");
        Assert.That(server.Received.Select(request => request.Summary), Has.None.EqualTo("POST tools/call"));
        isAccepted.SetResult();
        Assert.That(peer.Read(), Does.Contain("done"));
    }

    [Test]
    public async Task Notifications_keep_their_order_and_hold_no_request()
    {
        var isAccepted = new TaskCompletionSource();
        using var server = new McpHttpServer();
        server.On("POST notifications/one", async (_, reply) =>
        {
            await isAccepted.Task;
            await reply.EmptyAsync(202);
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Send("""{"jsonrpc":"2.0","method":"notifications/one"}""");
        peer.Send("""{"jsonrpc":"2.0","method":"notifications/two"}""");
        peer.Call(2);
        Assert.That(peer.Read(), Does.Contain("done"));
        Assert.That(server.Received.Select(request => request.Summary), Has.None.EqualTo("POST notifications/two"));
        isAccepted.SetResult();
        await server.AwaitAsync("POST notifications/two");
    }

    [TestCase(404, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32001,\"message\":\"Session not found\"},\"id\":null}")]
    [TestCase(404, "<html>gone</html>")]
    [TestCase(400, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Bad Request: No valid session ID provided\"},\"id\":null}")]
    public async Task A_lost_session_is_opened_again_and_the_refused_request_sent_once_more(int status, string body)
    {
        using var server = new McpHttpServer { Capabilities = """{"tools":{},"resources":{}}""" };
        server.On("POST tools/call", (request, reply) => request.Header("Mcp-Session-Id") == "session-2" ? reply.JsonAsync(McpHttpServer.Result(request)) : reply.WholeAsync(status, "application/json", body));
        await using var peer = new RemotePeer(server.Url).Open();
        server.SessionId = "session-2";
        peer.Call(2);
        peer.Call(3);

        string[] messages = [peer.Read(), peer.Read(), peer.Read(), peer.Read()];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages, Has.One.Contains("\"id\":2").And.One.Contains("\"id\":3"));
            Assert.That(messages, Has.One.Contains("notifications/tools/list_changed").And.One.Contains("notifications/resources/list_changed"));
            Assert.That(peer.Reopened, Is.EqualTo(1));
            Assert.That(server.Received.Count(request => request.Method == "initialize"), Is.EqualTo(2));
            Assert.That(server.Received.Count(request => request.Method == "notifications/initialized" && request.Header("Mcp-Session-Id") == "session-2"), Is.EqualTo(1));
            Assert.That(server.Received.Last(request => request.Method == "initialize").Header("Mcp-Session-Id"), Is.Null);
        }
    }

    [Test]
    public async Task What_was_under_way_in_a_lost_session_gets_an_error()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            if (request.Id == "3") { await reply.EmptyAsync(404); return; }
            await reply.BeginEventsAsync();
            await reply.AwaitClosedAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        await server.AwaitAsync("POST tools/call");
        // Its headers must be there: what the server has not begun to answer may still be answered.
        server.On("POST ping", (request, reply) => reply.JsonAsync(McpHttpServer.Result(request)));
        peer.Send("""{"jsonrpc":"2.0","id":9,"method":"ping"}""");
        peer.Read();
        server.SessionId = "session-2";
        peer.Call(3);
        var messages = Enumerable.Range(0, 3).Select(_ => peer.Read()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages, Has.One.Contains("\"id\":2").And.One.Contains("lost its session before it had answered"));
            Assert.That(messages, Has.One.Contains("\"id\":3").And.One.Contains("answered 404 Not Found"), "it was sent twice, not more");
            Assert.That(server.Received.Count(request => request.Id == "3"), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_session_that_cannot_be_opened_again_is_said_and_tried_again_by_the_next_request()
    {
        using var server = new McpHttpServer();
        await using var peer = new RemotePeer(server.Url).Open();
        server.On("POST tools/call", (request, reply) => request.Header("Mcp-Session-Id") == "session-2" ? reply.JsonAsync(McpHttpServer.Result(request)) : reply.EmptyAsync(404));
        server.On("POST initialize", (_, reply) => reply.EmptyAsync(503));
        peer.Call(2);
        Assert.That(peer.ReadError(2), Is.EqualTo("Server 'far' lost its session, and a new one could not be opened: it answered 503 Service Unavailable; it may be down: try again later."));
        server.Forget("POST initialize");
        server.SessionId = "session-2";
        peer.Call(3);
        Assert.That((peer.Read() + peer.Read()), Does.Contain("\"id\":3").And.Contain("done"));
    }

    [Test]
    public async Task A_session_id_that_would_break_a_header_opens_no_session()
    {
        using var server = new McpHttpServer { SessionId = "a b" };
        await using var peer = new RemotePeer(server.Url);
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it opened a session whose id has characters that no header can have")));
    }
}
