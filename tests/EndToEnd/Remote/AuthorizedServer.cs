using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace EndToEnd.Remote;

/// <summary>An MCP server that wants a token, and the authorization server that gives it, as OAuth 2.1 has them.</summary>
internal sealed class AuthorizedServer : IDisposable
{
    private readonly HttpServer _http;
    private readonly ConcurrentDictionary<string, (string Challenge, string Redirect)> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private int _counter;

    public AuthorizedServer() => _http = new(AnswerAsync);

    public string Url => _http.Origin + "/mcp";

    public HttpRequest[] Received => _http.Received;

    /// <summary>How long a token is said to be good for, in seconds.</summary>
    public int Lifetime { get; set; } = 3600;

    /// <summary>The one refresh token that is good.</summary>
    public string? RefreshToken { get; private set; }

    public bool RefusesRefresh { get; set; }

    public int Refreshes { get; private set; }

    /// <summary>What was wrong with a request to the authorization server.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Makes all access tokens bad.</summary>
    public void Revoke() => _tokens.Clear();

    public void Dispose() => _http.Dispose();

    private Task AnswerAsync(HttpRequest request, HttpReply reply) => request.Target.Split('?')[0] switch
    {
        "/mcp" => McpAsync(request, reply),
        "/.well-known/oauth-protected-resource" or "/.well-known/oauth-protected-resource/mcp" =>
            reply.JsonAsync($$"""{"resource":"{{Url}}","authorization_servers":["{{_http.Origin}}"],"scopes_supported":["tools"]}"""),
        "/.well-known/oauth-authorization-server" => reply.JsonAsync(
            $$"""{"issuer":"{{_http.Origin}}","authorization_endpoint":"{{_http.Origin}}/authorize","token_endpoint":"{{_http.Origin}}/token","registration_endpoint":"{{_http.Origin}}/register","response_types_supported":["code"],"grant_types_supported":["authorization_code","refresh_token"],"code_challenge_methods_supported":["S256"],"token_endpoint_auth_methods_supported":["none"]}"""),
        "/register" => reply.JsonAsync("""{"client_id":"client-1","redirect_uris":[],"token_endpoint_auth_method":"none"}""", 201),
        "/authorize" => AuthorizeAsync(request, reply),
        "/token" => TokenAsync(request, reply),
        _ => reply.EmptyAsync(404),
    };

    private Task McpAsync(HttpRequest request, HttpReply reply)
    {
        if (request.Header("Authorization") is not { } authorization || !_tokens.ContainsKey(authorization.Replace("Bearer ", "", StringComparison.Ordinal)))
        {
            return reply.EmptyAsync(401, $"WWW-Authenticate: Bearer resource_metadata=\"{_http.Origin}/.well-known/oauth-protected-resource/mcp\"");
        }

        return request.Method switch
        {
            "initialize" => reply.JsonAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{} },"serverInfo":{"name":"test","version":"1"} } }"""),
            "tools/list" => reply.JsonAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{"tools":[{"name":"echo","inputSchema":{"type":"object"} }] } }"""),
            "tools/call" => reply.JsonAsync(McpHttpServer.Result(request)),
            "server/discover" or "ping" => reply.JsonAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"error":{"code":-32601,"message":"no"} }"""),
            _ => request.Verb == "POST" ? reply.EmptyAsync(202) : reply.EmptyAsync(405),
        };
    }

    private Task AuthorizeAsync(HttpRequest request, HttpReply reply)
    {
        var query = Form(request.Target.Split('?')[1]);
        if (query.GetValueOrDefault("code_challenge_method") != "S256") Faults.Enqueue("no PKCE");
        if (query.GetValueOrDefault("resource") != Url) Faults.Enqueue("no resource");
        var code = $"code-secret-{++_counter}";
        _codes[code] = (query["code_challenge"], query["redirect_uri"]);
        return reply.EmptyAsync(302, $"Location: {query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"])}&iss={Uri.EscapeDataString(_http.Origin)}");
    }

    private Task TokenAsync(HttpRequest request, HttpReply reply)
    {
        var form = Form(request.Body);
        if (form["grant_type"] == "refresh_token")
        {
            if (RefusesRefresh || form["refresh_token"] != RefreshToken) return reply.JsonAsync("""{"error":"invalid_grant"}""", 400);
            Refreshes++;
        }
        else if (!_codes.TryRemove(form["code"], out var code) || Hash(form["code_verifier"]) != code.Challenge || form["redirect_uri"] != code.Redirect)
        {
            Faults.Enqueue("a bad code");
            return reply.JsonAsync("""{"error":"invalid_grant"}""", 400);
        }

        var token = $"access-secret-{++_counter}";
        _tokens[token] = true;
        RefreshToken = $"refresh-secret-{_counter}"; // the old one is good no more
        return reply.JsonAsync($$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{Lifetime}},"refresh_token":"{{RefreshToken}}"}""");
    }

    private static string Hash(string verifier) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static Dictionary<string, string> Form(string text) => text.Split('&').Select(pair => pair.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => Uri.UnescapeDataString(parts[1].Replace('+', ' ')), StringComparer.Ordinal);
}
