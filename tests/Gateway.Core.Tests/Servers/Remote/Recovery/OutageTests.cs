using System.IO.Compression;
using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote.Recovery;

/// <summary>Servers that fail for a while, and what is left of them afterwards.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class OutageTests
{
    private const string Gone = "503 Service Unavailable";

    private readonly ManualTime _time = new();

    private RemotePeer Peer(string url, int failures = 3) => new(
        new RemoteConfiguration { Url = url },
        new() { BreakerFailures = failures, BreakerDelay = TimeSpan.FromSeconds(5), MaxMessageBytes = 100_000 },
        times: new() { Clock = _time, Jitter = () => 1 });

    [Test]
    public async Task A_server_that_fails_again_and_again_is_left_alone_until_it_answers_a_ping()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server.Url).Open();
        server.On("POST tools/call", static (_, reply) => reply.EmptyAsync(503));
        server.On("POST ping", static (_, reply) => reply.EmptyAsync(503));
        for (var id = 2; id < 5; id++)
        {
            peer.Call(id);
            Assert.That(peer.ReadError(id), Does.Contain(Gone).And.Not.Contain("left alone"));
        }

        peer.Call(5);
        Assert.That(peer.ReadError(5), Does.StartWith("Server 'far' has failed again and again since 00:00:00 UTC, so it is left alone until 00:00:05 UTC").And.Contain(Gone));
        Assert.That(server.Received.Count(request => request.Method == "tools/call"), Is.EqualTo(3), "the last one was not sent");
        _time.Advance(TimeSpan.FromSeconds(5));
        await server.AwaitAsync("POST ping");
        Assert.That(() => peer.Troubles.Count, Is.EqualTo(2).After(30_000, 5));
        server.Forget("POST ping");
        server.Forget("POST tools/call");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(() => peer.Troubles.Last(), Is.Null.After(30_000, 5));
        peer.Call(6);
        Assert.That(peer.Read(), Does.Contain("done"));
    }

    [Test]
    public async Task A_server_that_is_back_without_its_sessions_gets_a_new_one_with_the_ping()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server.Url, failures: 1).Open();
        server.On("POST tools/call", static (_, reply) => reply.EmptyAsync(502));
        server.On("POST ping", (request, reply) => request.Header("Mcp-Session-Id") == "session-2" ? reply.JsonAsync(McpHttpServer.Result(request)) : reply.EmptyAsync(404));
        server.SessionId = "session-2";
        peer.Call(2);
        peer.ReadError(2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(peer.Read(), Does.Contain("list_changed"));
        Assert.That(() => (peer.Reopened, peer.Troubles.Last()), Is.EqualTo((1, (string?)null)).After(30_000, 5));
    }

    [Test]
    public async Task Errors_that_the_server_chose_leave_it_in_peace()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server.Url).Open();
        var answers = new Queue<(int, string)>([(500, """{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"x"}}"""), (403, ""), (429, ""), (500, """{"jsonrpc":"2.0","id":0,"error":{"code":-1,"message":"x"}}""")]);
        server.On("POST tools/call", (_, reply) => answers.Dequeue() is var (status, body) ? reply.WholeAsync(status, "application/json", body) : Task.CompletedTask);
        for (var id = 2; id < 6; id++)
        {
            peer.Call(id);
            peer.Read();
        }

        Assert.That(peer.Troubles, Is.Empty);
    }

    [Test]
    public async Task Calls_that_time_out_without_the_head_of_an_answer_count()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", static (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        await using var peer = Peer(server.Url, failures: 2).Open();
        for (var id = 2; id < 4; id++)
        {
            peer.Call(id);
            await server.AwaitAsync("POST tools/call", id - 1);
            _time.Advance(TimeSpan.FromSeconds(7));
            peer.Send($$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{id}},"reason":"timed out in the gateway"} }""");
        }

        peer.Call(4);
        Assert.That(peer.ReadError(4), Does.Contain("the last time it did not answer within 7 s"));
    }

    [Test]
    public async Task Calls_that_the_client_takes_back_do_not()
    {
        using var server = new McpHttpServer();
        server.On("POST tools/call", static (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        await using var peer = Peer(server.Url, failures: 1).Open();
        peer.Call(2);
        await server.AwaitAsync("POST tools/call");
        peer.Cancel(2);
        await server.AwaitAsync("POST notifications/cancelled");
        Assert.That(peer.Troubles, Is.Empty);
    }

    [Test]
    public async Task Notifications_that_are_refused_are_counted_and_remarked_once()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server.Url).Open();
        server.On("POST notifications/one", static (_, reply) => reply.EmptyAsync(400));
        for (var i = 0; i < 3; i++) peer.Send("""{"jsonrpc":"2.0","method":"notifications/one"}""");
        Assert.That(() => peer.Dropped, Is.EqualTo(3).After(30_000, 5));
        Assert.That(peer.Remarks, Is.EqualTo(new[] { "it did not take notifications/one: it answered 400 Bad Request; check 'url' and 'headers' in the configuration; whatever else it does not take is not reported again" }));
    }

    [Test]
    public async Task A_notification_that_the_server_never_takes_holds_the_next_ones_up_for_a_while_only()
    {
        using var server = new McpHttpServer();
        server.On("POST notifications/one", static (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Url }, times: RemotePeer.Short with { Notification = TimeSpan.FromMilliseconds(100) }).Open();
        peer.Send("""{"jsonrpc":"2.0","method":"notifications/one"}""");
        peer.Send("""{"jsonrpc":"2.0","method":"notifications/two"}""");
        await server.AwaitAsync("POST notifications/two");
        Assert.That((peer.Dropped, peer.Remarks.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_body_that_unpacks_to_more_than_the_limit_fails_the_request()
    {
        using var server = new McpHttpServer();
        await using var peer = Peer(server.Url).Open();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(Encoding.ASCII.GetBytes(new string(' ', 50_000_000)));
        server.On("POST tools/call", async (_, reply) =>
        {
            await reply.RawAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
            await reply.RawAsync(packed.ToArray());
        });
        peer.Call(2);
        Assert.That(peer.ReadError(2), Is.EqualTo("Server 'far' answered with more than 100000 bytes, the limit of 'maxMessageBytes'."));
    }

    [Test]
    public async Task A_server_that_asks_to_come_back_at_once_forever_is_not_obeyed()
    {
        using var server = new McpHttpServer();
        server.On("GET", static async (_, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.EventAsync("""{"jsonrpc":"2.0","method":"notifications/x"}""", retry: 0);
            await reply.EndEventsAsync();
        });
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Url }, times: new() { Clock = _time, ShortestRetry = TimeSpan.FromSeconds(1) }).Open();
        Assert.That(peer.Read(), Does.Contain("notifications/x"));
        _time.AwaitTimer();
        Assert.That(server.Received.Count(request => request.Verb == "GET"), Is.EqualTo(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await server.AwaitAsync("GET", 2);
    }

    [Test]
    public async Task A_connection_that_is_thrown_away_leaves_no_socket_thread_or_timer()
    {
        using var server = new McpHttpServer();
        var closed = 0;
        server.On("GET", async (_, reply) =>
        {
            await reply.BeginEventsAsync();
            await reply.AwaitClosedAsync();
            Interlocked.Increment(ref closed);
        });
        ThreadPool.GetMinThreads(out var before, out _);
        for (var i = 0; i < 20; i++)
        {
            var peer = Peer(server.Url, failures: 1).Open();
            await server.AwaitAsync("GET", i + 1);
            server.On("POST tools/call", static (_, reply) => reply.EmptyAsync(503));
            peer.Call(2);
            peer.ReadError(2);
            await peer.DisposeAsync();
            await peer.DisposeAsync();
        }

        ThreadPool.GetMinThreads(out var after, out _);
        Assert.That(() => closed, Is.EqualTo(20).After(30_000, 5));
        Assert.That((after, _time.HasTimers), Is.EqualTo((before, false)));
        Assert.That(server.Received.Count(request => request.Verb == "DELETE"), Is.EqualTo(20), "once each");
    }
}
