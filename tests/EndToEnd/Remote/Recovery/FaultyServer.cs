using Gateway.Core.Tests.Servers.Remote.Serving;

namespace EndToEnd.Remote.Recovery;

/// <summary>A server over HTTP, of either transport, that does the usual, but for what a test says.</summary>
internal sealed class FaultyServer : IDisposable
{
    private readonly McpHttpServer? _streamable;
    private readonly OldMcpServer? _old;
    private int _sessions = 1;

    public FaultyServer(bool isOld, int port = 0)
    {
        const string capabilities = """{"tools":{"listChanged":true},"resources":{"subscribe":true},"logging":{}}""";
        if (isOld) _old = new(port: port) { Capabilities = capabilities };
        else _streamable = new(port) { Capabilities = capabilities };
        On("resources/list", (request, reply) => AnswerAsync(reply, Result(request, """{"resources":[{"uri":"test://one","name":"one"}]}""")));
        On("resources/templates/list", (request, reply) => AnswerAsync(reply, Result(request, """{"resourceTemplates":[]}""")));
    }

    public static string Result(HttpRequest request, string result) => $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{{result}} }""";

    public string Url => _old?.Url ?? _streamable!.Url;

    public string Transport => _old is null ? "http" : "sse";

    public HttpRequest[] Received => _old?.Received ?? _streamable!.Received;

    public int Count(string method) => Received.Count(request => request.Method == method);

    /// <summary>Sets what is done with a method; the reply is the stream where that is the transport's way.</summary>
    public FaultyServer On(string method, Func<HttpRequest, HttpReply, Task> script)
    {
        _old?.On("POST " + method, script);
        _streamable?.On("POST " + method, script);
        return this;
    }

    /// <summary>Sets how the POST of a method is taken.</summary>
    public void OnPost(string method, Func<HttpRequest, HttpReply, Task> script)
    {
        _old?.On("accept POST " + method, script);
        _streamable?.On("POST " + method, script);
    }

    /// <summary>The usual again.</summary>
    public void Forget(string method)
    {
        _old?.Forget("accept POST " + method);
        _old?.Forget("POST " + method);
        _streamable?.Forget("POST " + method);
    }

    public Task AnswerAsync(HttpReply reply, string message) => _old is null ? reply.JsonAsync(message) : reply.EventAsync(message);

    public Task DoneAsync(HttpRequest request, HttpReply reply) => AnswerAsync(reply, McpHttpServer.Result(request));

    /// <summary>Takes a POST and answers it, each in its way.</summary>
    public async Task TakeAsync(HttpRequest request, HttpReply post)
    {
        if (_old is null)
        {
            await DoneAsync(request, post);
            return;
        }

        await post.WholeAsync(202, "text/plain", "Accepted");
        await _old.SayAsync(McpHttpServer.Result(request));
    }

    /// <summary>Begins a stream of events for a request, where there is not one for all.</summary>
    public Task BeginAsync(HttpReply reply) => _old is null ? reply.BeginEventsAsync() : Task.CompletedTask;

    /// <summary>As if its process had been started anew: connections and sessions are gone.</summary>
    public void Restart()
    {
        _old?.CutAll();
        if (_streamable is null) return;
        var id = $"session-{++_sessions}";
        _streamable.SessionId = id;
        foreach (var method in (string[])["tools/call", "ping", "tools/list", "resources/list", "resources/templates/list"])
        {
            _streamable.On("POST " + method, (request, reply) => request.Header("Mcp-Session-Id") != id ? reply.EmptyAsync(404) : method switch
            {
                "tools/list" => reply.JsonAsync(Result(request, """{"tools":[{"name":"echo","inputSchema":{"type":"object"}}]}""")),
                "resources/list" => reply.JsonAsync(Result(request, """{"resources":[{"uri":"test://one","name":"one"}]}""")),
                "resources/templates/list" => reply.JsonAsync(Result(request, """{"resourceTemplates":[]}""")),
                _ => reply.JsonAsync(McpHttpServer.Result(request)),
            });
        }

        _streamable.CutAll();
    }

    public void Dispose()
    {
        _old?.Dispose();
        _streamable?.Dispose();
    }
}
