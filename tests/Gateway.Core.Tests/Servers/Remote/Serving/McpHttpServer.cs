using System.Collections.Concurrent;

namespace Gateway.Core.Tests.Servers.Remote.Serving;

/// <summary>A server over Streamable HTTP that does the usual, but for what a test says.</summary>
public sealed class McpHttpServer : IDisposable
{
    private readonly ConcurrentDictionary<string, Func<HttpRequest, HttpReply, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly HttpServer _http;

    public McpHttpServer(int port = 0) => _http = new(AnswerAsync, port);

    public string Origin => _http.Origin;

    public string Url => _http.Origin + "/mcp?key=" + UrlSecret;

    public static string UrlSecret => "url-secret-4711";

    /// <summary>The id that <c>initialize</c> opens a session with; null for none.</summary>
    public string? SessionId { get; set; } = "session-1";

    public string Capabilities { get; set; } = """{"tools":{} }""";

    public HttpRequest[] Received => _http.Received;

    public Task<HttpRequest> AwaitAsync(string summary, int count = 1) => _http.AwaitAsync(summary, count);

    public void CutAll() => _http.CutAll();

    /// <summary>Sets what is done with a request: "POST tools/call", "GET", "POST" for an answer.</summary>
    public McpHttpServer On(string summary, Func<HttpRequest, HttpReply, Task> script)
    {
        _scripts[summary] = script;
        return this;
    }

    /// <summary>The usual again.</summary>
    public void Forget(string summary) => _scripts.TryRemove(summary, out _);

    /// <summary>A result that says which request it answers.</summary>
    public static string Result(HttpRequest request, string text = "done") => $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"content":[{"type":"text","text":"{{text}}"}] } }""";

    public void Dispose() => _http.Dispose();

    private Task AnswerAsync(HttpRequest request, HttpReply reply)
    {
        if (_scripts.TryGetValue(request.Summary, out var script)) return script(request, reply);
        return request switch
        {
            { Verb: "GET" } => reply.EmptyAsync(405),
            { Verb: "DELETE" } => reply.EmptyAsync(200),
            { Method: "initialize" } => InitializeAsync(request, reply),
            { Id: null } or { Method: "" } => reply.EmptyAsync(202),
            { Method: "tools/list" } => reply.JsonAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"tools":[{"name":"echo","inputSchema":{"type":"object"} }] } }"""),
            _ => reply.JsonAsync(Result(request)),
        };
    }

    private Task InitializeAsync(HttpRequest request, HttpReply reply) => reply.JsonAsync(
        $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"protocolVersion":"2025-06-18","capabilities":{{Capabilities}},"serverInfo":{"name":"test","version":"1"} } }""",
        200, SessionId is null ? [] : [$"Mcp-Session-Id: {SessionId}"]);
}
