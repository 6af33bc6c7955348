using Gateway.Core.Configuration;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

public class OldTransportTests
{
    /// <summary>A server of revision 2024-11-05: all answers come on the one stream.</summary>
    private sealed class OldServer : IDisposable
    {
        private readonly TaskCompletionSource<HttpReply> _stream = new();
        private readonly HttpServer _http;

        public OldServer(Func<string, string>? endpoint = null, int postStatus = 405)
        {
            _http = new(async (request, reply) =>
            {
                if (request.Verb == "GET")
                {
                    await reply.BeginEventsAsync();
                    await reply.EventAsync(endpoint?.Invoke(Origin) ?? "/messages?session=1", type: "endpoint");
                    _stream.TrySetResult(reply);
                    await reply.AwaitClosedAsync();
                }
                else if (!request.Target.StartsWith("/messages", StringComparison.Ordinal))
                {
                    await reply.EmptyAsync(postStatus);
                }
                else
                {
                    await reply.WholeAsync(202, "text/plain", "Accepted");
                    var stream = await _stream.Task;
                    if (request.Id is not null && request.Method.Length > 0 && !IsSilent) await stream.EventAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"protocolVersion":"2024-11-05","capabilities":{} } }""", type: "message");
                }
            });
        }

        public bool IsSilent { get; set; }

        public string Origin => _http.Origin;

        public HttpRequest[] Received => _http.Received;

        public Task<HttpRequest> AwaitAsync(string summary) => _http.AwaitAsync(summary);

        public async Task SayAsync(string message) => await (await _stream.Task).EventAsync(message);

        public async Task EndStreamAsync() => await (await _stream.Task).EndEventsAsync();

        public void Dispose() => _http.Dispose();
    }

    [TestCase(400)]
    [TestCase(404)]
    [TestCase(405)]
    public async Task A_server_that_refuses_the_first_post_is_spoken_to_in_the_old_way(int status)
    {
        using var server = new OldServer(postStatus: status);
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
        using var server = new OldServer();
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.Sse }).Open();
        peer.Call(2);
        peer.Read();
        Assert.That(server.Received.Select(request => $"{request.Verb} {request.Target}"), Has.None.EqualTo("POST /sse"));
    }

    [Test]
    public async Task A_server_of_type_http_is_never_spoken_to_in_the_old_way()
    {
        using var server = new OldServer();
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
        using var server = new OldServer(_ => endpoint);
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.Sse });
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", $"it {sentence}")));
    }

    [Test]
    public async Task An_address_with_the_origin_written_out_is_taken()
    {
        using var server = new OldServer(origin => origin + "/messages?s=2");
        await using var peer = new RemotePeer(new RemoteConfiguration { Url = server.Origin + "/sse", Transport = RemoteTransport.Sse }).Open();
        Assert.That((await server.AwaitAsync("POST notifications/initialized")).Target, Is.EqualTo("/messages?s=2"));
    }

    [Test]
    public async Task The_end_of_the_stream_is_the_end_of_the_server()
    {
        using var server = new OldServer();
        await using var peer = new RemotePeer(server.Origin + "/sse").Open();
        server.IsSilent = true;
        peer.Call(2);
        await server.AwaitAsync("POST tools/call");
        await server.EndStreamAsync();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it closed the stream that its answers come on; restart the gateway to connect again")));
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
