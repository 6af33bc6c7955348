using ModelContextProtocol.Authentication;

namespace Gateway.Host.Authorization;

/// <summary>What the SDK knows of earlier tokens during one sign-in or renewal, and where it puts the new ones.</summary>
/// <param name="file">Where new tokens go.</param>
/// <param name="renewed">The token to renew; null at a sign-in, which must not be satisfied by an old one.</param>
internal sealed class SdkTokenCache(TokenFile file, StoredToken? renewed) : ITokenCache
{
    private TokenContainer? _current = renewed is null ? null : Expired(renewed);

    /// <summary>Null until the SDK has brought one.</summary>
    public StoredToken? Stored { get; private set; }

    public ValueTask<TokenContainer?> GetTokensAsync(CancellationToken cancellationToken) => new(_current);

    public ValueTask StoreTokensAsync(TokenContainer tokens, CancellationToken cancellationToken)
    {
        _current = tokens;
        Stored = new()
        {
            Server = "",
            AccessToken = tokens.AccessToken,
            RefreshToken = tokens.RefreshToken ?? renewed?.RefreshToken, // without a new one the old one stays good (RFC 6749 §6)
            ObtainedAt = tokens.ObtainedAt,
            ExpiresIn = tokens.ExpiresIn,
            Scope = tokens.Scope,
            ClientId = tokens.ClientId,
            ClientSecret = tokens.ClientSecret,
            TokenEndpointAuthMethod = tokens.TokenEndpointAuthMethod,
            AuthorizationServer = tokens.AuthorizationServer,
        };
        file.Write(Stored);
        return default;
    }

    // Expired whatever it says: the SDK then leaves it out of its request, is refused, and renews it.
    private static TokenContainer Expired(StoredToken token) => new()
    {
        TokenType = "Bearer",
        AccessToken = token.AccessToken,
        RefreshToken = token.RefreshToken,
        ExpiresIn = 1,
        ObtainedAt = DateTimeOffset.UnixEpoch,
        Scope = token.Scope,
        ClientId = token.ClientId,
        ClientSecret = token.ClientSecret,
        TokenEndpointAuthMethod = token.TokenEndpointAuthMethod,
        AuthorizationServer = token.AuthorizationServer,
    };
}
