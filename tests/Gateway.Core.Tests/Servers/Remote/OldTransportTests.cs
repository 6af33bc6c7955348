using Gateway.Core.Configuration;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

public class OldTransportTests
{
    [TestCase(400)]
    [TestCase(404)]
    [TestCase(405)]
    public async Task A_server_that_refuses_the_first_post_is_spoken_to_in_the_old_way(int status)
    {
        using var server = new OldMcpServer(postStatus: status);
        await using var peer = new RemotePeer(server.Origin + "/sse").Open();
        peer.Call(2);
        Assert.That(peer.Read(), Does.Contain("\"id\":2"));
        await server.SayAsync("""{"jsonrpc":"2.0","method":"notifications/x"}""");
        Assert.That(peer.ReadWithParent(), Is.EqualTo(("""{"jsonrpc":"2.0","method":"notifications/x"}""", 0L)));
        Assert.That(server.Received.Count(request => request.Target == "/sse"), Is.EqualTo(2), "one POST that is refused, one stream");
    }

    [Test]
    public async Task A_server_of_type_sse_is_not_posted_to_first()
    {
        using var server = new OldMcpServer();
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.Sse }).Open();
        peer.Call(2);
        peer.Read();
        Assert.That(server.Received.Select(request => $"{request.Verb} {request.Target}"), Has.None.EqualTo("POST /sse"));
    }

    [Test]
    public async Task A_server_of_type_http_is_never_spoken_to_in_the_old_way()
    {
        using var server = new OldMcpServer();
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.StreamableHttp });
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it answered 405 Method Not Allowed; check the path and the 'type' of the server in the configuration")));
        Assert.That(server.Received.Select(request => request.Verb), Has.None.EqualTo("GET"));
    }

    [TestCase("http://evil.example/messages", "named an address for messages on another host, which is not trusted")]
    [TestCase("//evil.example/messages", "named an address for messages on another host, which is not trusted")]
    [TestCase("http://127.0.0.1:1/messages", "named an address for messages on another host, which is not trusted")]
    [TestCase("http://", "named an address for messages that is no URL")]
    public async Task Messages_go_to_the_servers_own_origin_only(string endpoint, string sentence)
    {
        using var server = new OldMcpServer(_ => endpoint);
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.Sse });
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", $"it {sentence}")));
    }

    [Test]
    public async Task An_address_with_the_origin_written_out_is_taken()
    {
        using var server = new OldMcpServer(origin => origin + "/messages?s=1");
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.Sse }).Open();
        Assert.That((await server.AwaitAsync("POST notifications/initialized")).Target, Is.EqualTo("/messages?s=1"));
    }

    [Test]
    public async Task A_server_that_speaks_neither_is_told_by_its_first_answer()
    {
        using var server = new HttpServer(static (_, reply) => reply.EmptyAsync(404));
        await using var peer = new RemotePeer(server.Origin + "/typo");
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it answered 404 Not Found; check the path of 'url' in the configuration")));
    }
}
