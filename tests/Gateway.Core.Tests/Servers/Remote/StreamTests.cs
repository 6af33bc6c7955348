using System.Text;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

public class StreamTests
{
    private const string Progress = """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":2,"progress":1}}""";

    [Test]
    public async Task Messages_of_a_stream_come_in_order_and_name_the_request_they_belong_to()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            for (var i = 0; i < 100; i++) await reply.EventAsync(Progress.Replace("progress\":1", $"progress\":{i}", StringComparison.Ordinal));
            await reply.EventAsync(McpHttpServer.Result(request));
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        for (var i = 0; i < 100; i++) Assert.That(peer.ReadWithParent(), Is.EqualTo((Progress.Replace("progress\":1", $"progress\":{i}", StringComparison.Ordinal), 2L)));
        Assert.That(peer.ReadWithParent().Text, Does.Contain("done"));
    }

    [Test]
    public async Task A_request_of_the_server_on_a_calls_stream_has_that_call_as_its_parent_and_its_answer_is_posted()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync("""{"jsonrpc":"2.0","id":"ask","method":"roots/list"}""");
            await server.AwaitAsync("POST");
            await reply.EventAsync(McpHttpServer.Result(request));
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.ReadWithParent(), Is.EqualTo(("""{"jsonrpc":"2.0","id":"ask","method":"roots/list"}""", 2L)));
        peer.Send("""{"jsonrpc":"2.0","id":"ask","result":{"roots":[]}}""");
        Assert.That(peer.Read(), Does.Contain("done"));
        Assert.That((await server.AwaitAsync("POST")).Header("Mcp-Session-Id"), Is.EqualTo("session-1"));
    }

    [Test]
    public async Task What_the_server_says_unasked_comes_on_a_stream_of_its_own_that_goes_on_where_it_ended()
    {
        using var server = new McpHttpServer();
        server.On("GET", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            var number = request.Header("Last-Event-ID") switch { null => 1, "e1" => 2, var id => throw new InvalidDataException(id) };
            await reply.EventAsync($$"""{"jsonrpc":"2.0","method":"notifications/number{{number}}"}""", id: $"e{number}", retry: 10);
            if (number == 1) await reply.EndEventsAsync();
            else await reply.AwaitClosedAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        Assert.That(peer.ReadWithParent(), Is.EqualTo(("""{"jsonrpc":"2.0","method":"notifications/number1"}""", 0L)));
        Assert.That(peer.ReadWithParent(), Is.EqualTo(("""{"jsonrpc":"2.0","method":"notifications/number2"}""", 0L)));
        Assert.That((await server.AwaitAsync("GET")).Header("Mcp-Session-Id"), Is.EqualTo("session-1"));
    }

    [Test]
    public async Task A_server_without_such_a_stream_is_asked_once()
    {
        using var server = new McpHttpServer();
        await using var peer = new RemotePeer(server.Url).Open();
        await server.AwaitAsync("GET");
        for (var id = 2; id < 20; id++)
        {
            peer.Call(id);
            peer.Read();
        }

        Assert.That(server.Received.Count(request => request.Verb == "GET"), Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_stream_that_ends_before_the_answer_is_resumed_from_its_last_event(bool isCut)
    {
        using var server = new McpHttpServer();
        HttpRequest? call = null;
        server.On("POST tools/call", async (request, reply) =>
        {
            call = request;
            await reply.BeginEventsAsync();
            await reply.EventAsync("", id: "start");
            await reply.EventAsync(Progress, id: "first", retry: 10);
            if (isCut) await reply.RawAsync("40\r\nid: second\ndata: {\"half"); // within an event: it never was
            if (isCut) reply.Cut();
            else await reply.EndEventsAsync();
        });
        server.On("GET", async (request, reply) =>
        {
            if (request.Header("Last-Event-ID") is null) { await reply.EmptyAsync(405); return; }
            Assert.That(request.Header("Last-Event-ID"), Is.EqualTo("first"));
            await reply.BeginEventsAsync();
            await reply.EventAsync(McpHttpServer.Result(call!), id: "second");
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.ReadWithParent(), Is.EqualTo((Progress, 2L)));
        var answer = peer.ReadWithParent();
        Assert.That((answer.Text, answer.Parent), Is.EqualTo((McpHttpServer.Result(call!), 2L)));
    }

    [Test]
    public async Task A_server_that_is_polled_may_end_the_stream_as_often_as_it_likes()
    {
        using var server = new McpHttpServer();
        HttpRequest? call = null;
        var polls = 0;
        server.On("POST tools/call", async (request, reply) =>
        {
            call = request;
            await reply.BeginEventsAsync();
            await reply.EventAsync("", id: "0", retry: 1);
            await reply.EndEventsAsync();
        });
        server.On("GET", async (request, reply) =>
        {
            if (request.Header("Last-Event-ID") is null) { await reply.EmptyAsync(405); return; }
            await reply.BeginEventsAsync();
            if (++polls == 20) await reply.EventAsync(McpHttpServer.Result(call!), id: "last");
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.Read(), Does.Contain("done"));
        Assert.That(polls, Is.EqualTo(20));
    }

    [TestCase(null, 405)]
    [TestCase("a", 405)]
    [TestCase("a", 404)]
    [TestCase("a", 503)]
    [TestCase("bad id\u00e9", 200)]
    public async Task A_stream_that_cannot_be_resumed_fails_its_request_and_no_other(string? id, int status)
    {
        using var server = new McpHttpServer { SessionId = null };
        server.On("POST tools/call", async (request, reply) =>
        {
            if (request.Id == "3") { await reply.JsonAsync(McpHttpServer.Result(request)); return; }
            await reply.BeginEventsAsync();
            await reply.EventAsync(Progress, id);
            await reply.EndEventsAsync();
        });
        server.On("GET", (_, reply) => reply.EmptyAsync(status));
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        peer.Read();
        Assert.That(peer.ReadError(2), Is.EqualTo("Server 'far' broke the connection before it had answered; try again."));
        peer.Call(3);
        Assert.That(peer.Read(), Does.Contain("done"));
    }

    [Test]
    public async Task A_server_that_is_told_of_a_cancelled_call_has_its_stream_closed()
    {
        using var server = new McpHttpServer();
        var isClosed = new TaskCompletionSource();
        server.On("POST tools/call", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync(Progress);
            await reply.AwaitClosedAsync();
            isClosed.SetResult();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        peer.Read();
        peer.Cancel(2);
        await isClosed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That((await server.AwaitAsync("POST notifications/cancelled")).Body, Does.Contain("\"requestId\":2"));
        peer.Call(3);
        Assert.That(peer.Read(), Is.EqualTo(Progress), "nothing is said of the cancelled call");
    }

    [Test]
    public async Task What_comes_behind_the_answer_is_passed_on_too()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync(McpHttpServer.Result(request));
            await reply.EventAsync(Progress);
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.Read() + peer.Read(), Does.Contain("done").And.EndWith(Progress));
    }

    [TestCase("data: X\n\n")]
    [TestCase("data: X\r\n\r\n")]
    [TestCase("data: X\r\r")]
    [TestCase("data:X\n\n")]
    [TestCase(": comment\nfoo: bar\nevent: message\nid: 1\ndata: X\n\n")]
    [TestCase("\uFEFFdata: X\n\n")]
    [TestCase("event: other\ndata: {}\n\ndata: X\n\n")]
    [TestCase("data\n\ndata:\n\nid: 5\n\ndata: X\n\n")]
    public async Task Every_way_to_write_an_event_is_read_however_it_is_cut(string text)
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            foreach (var character in text.Replace("X", McpHttpServer.Result(request), StringComparison.Ordinal)) await reply.ChunkAsync(character.ToString());
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.Read(), Does.Contain("done"));
    }

    [Test]
    public async Task Line_ends_between_the_members_of_a_message_never_reach_the_client()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.ChunkAsync("data: {\"jsonrpc\":\"2.0\",\ndata: \"method\":\"notifications/x\"}\n\n");
            await reply.EventAsync(McpHttpServer.Result(request));
            await reply.EndEventsAsync();
        });
        server.On("POST pretty", (request, reply) => reply.JsonAsync($"\uFEFF{{\r\n  \"jsonrpc\": \"2.0\",\n  \"id\": {request.Id},\n  \"result\": {{}}\n}}\n"));
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2);
        Assert.That(peer.Read(), Is.EqualTo("""{"jsonrpc":"2.0", "method":"notifications/x"}"""));
        peer.Read();
        peer.Send("""{"jsonrpc":"2.0","id":3,"method":"pretty"}""");
        Assert.That(peer.Read(), Is.EqualTo("{    \"jsonrpc\": \"2.0\",   \"id\": 3,   \"result\": {} } "));
    }

    [Test]
    public async Task Large_messages_go_through_whole_and_unchanged()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 600_000));
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            Assert.That(request.Body, Does.Contain(text));
            await reply.BeginEventsAsync();
            await reply.EventAsync(McpHttpServer.Result(request, text));
            await reply.EndEventsAsync();
        });
        server.On("POST json", (request, reply) => reply.JsonAsync(McpHttpServer.Result(request, text)));
        await using var peer = new RemotePeer(server.Url).Open();
        peer.Call(2, arguments: $$"""{"a":"{{text}}"}""");
        Assert.That(peer.Read().Length, Is.GreaterThan(Encoding.UTF8.GetByteCount(text)));
        peer.Send("""{"jsonrpc":"2.0","id":3,"method":"json"}""");
        Assert.That(peer.Read(), Does.EndWith(text + "\"}] } }"));
    }

    [Test]
    public async Task Two_hundred_calls_at_once_get_each_its_own_answer()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", async (request, reply) =>
        {
            if (request.Id!.EndsWith('7')) { await reply.JsonAsync(McpHttpServer.Result(request, request.Id)); return; }
            await reply.BeginEventsAsync();
            await reply.EventAsync(McpHttpServer.Result(request, request.Id));
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(server.Url).Open();
        for (var id = 2; id < 202; id++) peer.Call(id);
        var answers = Enumerable.Range(0, 200).Select(_ => peer.Read()).ToHashSet();
        for (var id = 2; id < 202; id++) Assert.That(answers, Has.One.Contains($"\"id\":{id},\"result\":{{\"content\":[{{\"type\":\"text\",\"text\":\"{id}\""));
    }
}
