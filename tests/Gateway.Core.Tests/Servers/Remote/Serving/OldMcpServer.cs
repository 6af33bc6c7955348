using System.Collections.Concurrent;

namespace Gateway.Core.Tests.Servers.Remote.Serving;

/// <summary>A server of revision 2024-11-05: all answers of a session come on its one stream.</summary>
public sealed class OldMcpServer : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpReply> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<HttpRequest, HttpReply, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly HttpServer _http;
    private int _lastSession;

    /// <param name="endpoint">The address for messages, from the origin; null for the usual one.</param>
    /// <param name="postStatus">What a POST to another address gets.</param>
    /// <param name="port">Where; 0 is any.</param>
    public OldMcpServer(Func<string, string>? endpoint = null, int postStatus = 405, int port = 0)
    {
        _http = new((request, reply) => request switch
        {
            { Verb: "GET" } when _scripts.TryGetValue("GET", out var script) => script(request, reply),
            { Verb: "GET" } => StreamAsync(reply, endpoint),
            _ when request.Target.StartsWith("/messages", StringComparison.Ordinal) => TakeAsync(request, reply),
            _ => reply.EmptyAsync(postStatus),
        }, port);
    }

    /// <summary>Requests get no answer.</summary>
    public bool IsSilent { get; set; }

    public string Capabilities { get; set; } = """{"tools":{} }""";

    public string Origin => _http.Origin;

    public string Url => Origin + "/sse";

    public HttpRequest[] Received => _http.Received;

    public Task<HttpRequest> AwaitAsync(string summary, int count = 1) => _http.AwaitAsync(summary, count);

    /// <summary>Sets what is done with a request: "POST tools/call" has been accepted already, and gets the stream; "accept POST tools/call" and "GET" get their own reply.</summary>
    public OldMcpServer On(string summary, Func<HttpRequest, HttpReply, Task> script)
    {
        _scripts[summary] = script;
        return this;
    }

    public void Forget(string summary) => _scripts.TryRemove(summary, out _);

    public Task SayAsync(string message) => Last().EventAsync(message);

    /// <summary>Ends the stream of the last session.</summary>
    public Task EndStreamAsync() => Last().EndEventsAsync();

    /// <summary>Forgets all sessions, and leaves their streams open.</summary>
    public void ForgetSessions() => _streams.Clear();

    /// <summary>Cuts all connections.</summary>
    public void CutAll()
    {
        _streams.Clear();
        _http.CutAll();
    }

    public void Dispose() => _http.Dispose();

    private HttpReply Last() => _streams[_lastSession.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    private async Task StreamAsync(HttpReply reply, Func<string, string>? endpoint)
    {
        var session = Interlocked.Increment(ref _lastSession).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _streams[session] = reply;
        await reply.BeginEventsAsync("Connection: close"); // or another request would come on it after the end
        await reply.EventAsync(endpoint?.Invoke(Origin) ?? $"/messages?session={session}", type: "endpoint");
        await reply.AwaitClosedAsync();
        _streams.TryRemove(session, out _);
    }

    private async Task TakeAsync(HttpRequest request, HttpReply reply)
    {
        var named = request.Target[(request.Target.IndexOf('=', StringComparison.Ordinal) + 1)..];
        if (!_streams.TryGetValue(named, out var stream))
        {
            await reply.WholeAsync(404, "text/plain", "Could not find session");
            return;
        }

        if (_scripts.TryGetValue("accept " + request.Summary, out var refuse))
        {
            await refuse(request, reply);
            return;
        }

        await reply.WholeAsync(202, "text/plain", "Accepted", "Connection: close"); // a script may never return, and nothing would be read
        if (_scripts.TryGetValue(request.Summary, out var script)) await script(request, stream);
        else if (request.Id is not null && request.Method.Length > 0 && !IsSilent) await stream.EventAsync(Answer(request), type: "message");
    }

    private string Answer(HttpRequest request) => request.Method switch
    {
        "initialize" => $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"protocolVersion":"2024-11-05","capabilities":{{Capabilities}},"serverInfo":{"name":"old","version":"1"} } }""",
        "tools/list" => $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"tools":[{"name":"echo","inputSchema":{"type":"object"} }] } }""",
        _ => McpHttpServer.Result(request),
    };
}
