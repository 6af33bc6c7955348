using Gateway.Core.Configuration;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote.Recovery;

/// <summary>HTTP+SSE: a stream that ends is a session that is lost, and another is opened.</summary>
public class OldTransportRecoveryTests
{
    private static RemotePeer Peer(OldMcpServer server) => new(new RemoteConfiguration { Url = server.Url, Transport = RemoteTransport.Sse });

    [Test]
    public async Task The_end_of_the_stream_ends_what_was_under_way_and_opens_another_session()
    {
        using var server = new OldMcpServer { Capabilities = """{"tools":{},"prompts":{}}""" };
        await using var peer = Peer(server).Open();
        server.On("POST tools/call", static (_, _) => Task.CompletedTask);
        peer.Call(2);
        await server.AwaitAsync("POST tools/call");
        await server.EndStreamAsync();
        Assert.That(peer.ReadError(2), Is.EqualTo("Server 'far' closed the stream that its answers come on before it had answered; try again."));
        string[] notices = [peer.Read(), peer.Read()];
        Assert.That(notices, Has.One.Contains("notifications/tools/list_changed").And.One.Contains("notifications/prompts/list_changed"));
        Assert.That(() => (peer.Reopened, peer.LostCalls), Is.EqualTo((1, 1)).After(30_000, 5));
        server.Forget("POST tools/call");
        peer.Call(3);
        Assert.That(peer.Read(), Does.Contain("\"id\":3").And.Contain("done"));
        Assert.That((await server.AwaitAsync("POST tools/call", 2)).Target, Is.EqualTo("/messages?session=2"));
        Assert.That((await server.AwaitAsync("POST notifications/initialized", 2)).Target, Is.EqualTo("/messages?session=2"));
    }

    [Test]
    public async Task A_server_that_has_forgotten_the_session_gets_the_message_in_a_new_one()
    {
        using var server = new OldMcpServer();
        await using var peer = Peer(server).Open();
        server.ForgetSessions();
        peer.Call(2);
        string[] messages = [peer.Read(), peer.Read()];
        Assert.That(messages, Has.One.Contains("list_changed").And.One.Contains("\"id\":2").And.One.Contains("done"));
        Assert.That(peer.Reopened, Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_that_is_down_for_a_while_is_connected_when_it_is_back()
    {
        using var server = new OldMcpServer();
        await using var peer = Peer(server).Open();
        server.On("GET", static (_, reply) => reply.EmptyAsync(503));
        server.CutAll();
        await server.AwaitAsync("GET", 3);
        peer.Call(2);
        Assert.That(peer.ReadError(2), Is.EqualTo("Server 'far' closed the stream that its answers come on, and could not be connected again: it answered 503 Service Unavailable; it may be down: try again later."));
        server.Forget("GET");
        Assert.That(peer.Read(), Does.Contain("list_changed"), "without any call");
        peer.Call(3);
        Assert.That(peer.Read(), Does.Contain("\"id\":3"));
    }

    [Test]
    public async Task A_stream_that_ends_before_the_session_is_open_is_the_end_of_the_server()
    {
        using var server = new OldMcpServer { IsSilent = true };
        await using var peer = Peer(server);
        peer.Initialize();
        await server.AwaitAsync("POST initialize");
        await server.EndStreamAsync();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it closed the stream that its answers come on before it had answered; try again")));
    }

    [Test]
    public async Task A_server_that_ends_every_stream_at_once_is_asked_ever_more_seldom()
    {
        var time = new ManualTime();
        using var server = new OldMcpServer();
        await using var peer = new RemotePeer(
            new RemoteConfiguration { Url = server.Url, Transport = RemoteTransport.Sse }, times: new() { Clock = time, FirstRetry = TimeSpan.FromSeconds(1), LongestRetry = TimeSpan.FromSeconds(30) }).Open();
        for (var (stream, wait) = (1, 1); stream < 5; (stream, wait) = (stream + 1, wait * 2))
        {
            await server.EndStreamAsync();
            time.AwaitTimer();
            time.Advance(TimeSpan.FromSeconds(wait - 0.5));
            Assert.That(time.HasTimers, Is.True, "it is not due yet");
            time.Advance(TimeSpan.FromSeconds(0.5));
            await server.AwaitAsync("POST notifications/initialized", stream + 1);
            Assert.That(peer.Read(), Does.Contain("list_changed"));
        }
    }
}
