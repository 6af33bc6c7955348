using System.Net.Http;
using Gateway.Core.Configuration;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Gateway.Host.Authorization;

/// <summary>OAuth 2.1 as the MCP SDK does it: discovery, registration, PKCE, exchange, refresh. The only place that loads the SDK.</summary>
internal static class SdkOAuth
{
    /// <summary>Connects as a client, which the server answers by asking to sign in.</summary>
    /// <returns>What it brought; null when the server did not ask.</returns>
    public static async Task<StoredToken?> SignInAsync(RemoteConfiguration server, TokenFile file, RedirectListener listener, string[] scopes, Func<Uri, Task> show, CancellationToken cancellationToken)
    {
        var cache = new SdkTokenCache(file, null);
        using var http = Client();
        await using var transport = Transport(server, cache, http, listener.RedirectUri, async (context, token) =>
        {
            await show(context.AuthorizationUri).ConfigureAwait(false);
            return await listener.WaitAsync(StateOf(context.AuthorizationUri), token).ConfigureAwait(false) is { } redirect
                ? new AuthorizationResult { Code = redirect.Code, State = redirect.State, Iss = redirect.Issuer }
                : null;
        }, scopes);
        try
        {
            await using var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken).ConfigureAwait(false);
            // Some servers let everybody in and ask at the first use only.
            if (cache.Stored is null && client.ServerCapabilities.Tools is not null) await client.ListToolsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cache.Stored is not null)
        {
            // What the server does with the token is another matter: the gateway will tell.
        }

        return cache.Stored;
    }

    /// <summary>Gets another access token by the refresh token. Nobody is asked anything.</summary>
    /// <returns>The new one; null when that did not work.</returns>
    public static async Task<StoredToken?> RenewAsync(RemoteConfiguration server, TokenFile file, StoredToken old, CancellationToken cancellationToken)
    {
        var cache = new SdkTokenCache(file, old);
        try
        {
            using var http = Client();
            await using var transport = Transport(server, cache, http, new("http://localhost/"), static (_, _) => throw new OperationCanceledException("nobody is there to sign in"));
            await using var connection = await transport.ConnectAsync(cancellationToken).ConfigureAwait(false);
            // The SDK renews when a request is refused. What is answered afterwards is of no interest.
            await connection.SendMessageAsync(new JsonRpcRequest { Id = new("renew"), Method = RequestMethods.Ping }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Refused, unreachable, or an answer that the SDK does not like: what counts is whether there is a token.
        }

        return cache.Stored;
    }

    private static HttpClientTransport Transport(
        RemoteConfiguration server, SdkTokenCache cache, HttpClient http, Uri redirect, Func<AuthorizationCallbackContext, CancellationToken, Task<AuthorizationResult?>> ask, string[]? scopes = null) => new(
        new HttpClientTransportOptions
        {
            Endpoint = new(server.Url),
            TransportMode = server.Transport switch
            {
                RemoteTransport.StreamableHttp => HttpTransportMode.StreamableHttp,
                RemoteTransport.Sse => HttpTransportMode.Sse,
                _ => HttpTransportMode.AutoDetect,
            },
            AdditionalHeaders = server.Headers.ToDictionary(),
            EnableStandaloneGetStream = false,
            OAuth = new()
            {
                RedirectUri = redirect,
                ClientId = server.OAuth?.ClientId,
                ClientSecret = server.OAuth?.ClientSecret,
                ScopeSelector = scopes is { Length: > 0 } ? offered => [.. (offered ?? []).Union(scopes)] : null,
                Scopes = server.OAuth?.Scopes is { Count: > 0 } configured ? configured : null,
                TokenCache = cache,
                AuthorizationCallbackHandler = ask,
                DynamicClientRegistration = new() { ClientName = "mcp-gateway" },
            },
        },
        http);

    // No redirects: a token or a client's secret must not be sent on to an address that an answer names.
    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = TimeSpan.FromMinutes(2) };

    private static string StateOf(Uri address) => RedirectListener.Query(address.Query).GetValueOrDefault("state", "");
}
