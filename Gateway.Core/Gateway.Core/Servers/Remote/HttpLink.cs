using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Gateway.Core.Configuration;
using Gateway.Core.Routing;

namespace Gateway.Core.Servers.Remote;

/// <summary>Sends HTTP requests to one server, with the user's headers or the token, and nowhere else.</summary>
internal sealed class HttpLink : IDisposable
{
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private const int MaxRedirects = 5;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly KeyValuePair<string, string> UserAgent = new("User-Agent", $"mcp-gateway/{GatewayVersion.Version}");

    private readonly HttpMessageInvoker _invoker;
    private readonly KeyValuePair<string, string>[] _headers;
    private readonly IRemoteAuthorization? _authorization;

    public HttpLink(string server, RemoteConfiguration configuration, IRemoteAuthorization? authorization)
    {
        Address = new(configuration.Url);
        Faults = new(server, Address);
        _headers = configuration.Headers.Any(header => header.Key.Equals(UserAgent.Key, StringComparison.OrdinalIgnoreCase)) ? [.. configuration.Headers] : [.. configuration.Headers, UserAgent];
        // What the user wrote wins; a second header would be somebody's guess.
        _authorization = configuration.Headers.Any(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) ? null : authorization;
        _invoker = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10), // a name may get another address
            ActivityHeadersPropagator = null,
        });
    }

    public Uri Address { get; }

    public HttpFaults Faults { get; }

    /// <summary>Sends a request and returns the answer when its headers are there, whatever its status.</summary>
    /// <param name="method">POST, GET or DELETE.</param>
    /// <param name="address">Where to: of the same origin as the server's URL.</param>
    /// <param name="body">A JSON text, or null.</param>
    /// <param name="headers">The transport's own headers.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="RemoteFault">There is no answer, or a redirect that must not be followed.</exception>
    public async ValueTask<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, byte[]? body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var hasRenewed = false;
        for (var redirects = 0; ;)
        {
            var token = _authorization is null ? null : await _authorization.TokenAsync(cancellationToken).ConfigureAwait(false);
            HttpResponseMessage response;
            try
            {
                response = await _invoker.SendAsync(Build(method, address, body, headers, token), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw Faults.Exception(exception);
            }

            if (response.StatusCode == HttpStatusCode.Unauthorized && _authorization is not null && !hasRenewed)
            {
                hasRenewed = true;
                if (!await _authorization.RenewAsync(token, cancellationToken).ConfigureAwait(false)) return response;
                response.Dispose();
                continue;
            }

            if ((int)response.StatusCode is < 300 or > 399 or 304) return response;
            using (response)
            {
                var target = Target(address, response);
                var isSameOrigin = target is not null && IsSameOrigin(target);
                var keepsMethod = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
                if (!isSameOrigin || !keepsMethod || ++redirects > MaxRedirects) throw HttpFaults.Redirect(response.StatusCode, target, isSameOrigin);
                address = target!; // it is of the same origin
            }
        }
    }

    public bool IsSameOrigin(Uri other) =>
        Uri.Compare(Address, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0 && other.UserInfo.Length == 0;

    public void Dispose() => _invoker.Dispose();

    // As the handler does it itself, but for the keep-alive: a stream of events is quiet for hours, and so is a peer that is gone.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext connection, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(connection.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Build(HttpMethod method, Uri address, byte[]? body, IReadOnlyList<KeyValuePair<string, string>> headers, string? token)
    {
        var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        for (var i = 0; i < headers.Count; i++) request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        foreach (var (name, value) in _headers) request.Headers.TryAddWithoutValidation(name, value);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return request;
    }

    private static Uri? Target(Uri from, HttpResponseMessage response)
    {
        var location = response.Headers.TryGetValues("Location", out var values) ? values.First() : null;
        return location is not null && Uri.TryCreate(from, location, out var target) && target.Scheme is "http" or "https" ? target : null;
    }
}
