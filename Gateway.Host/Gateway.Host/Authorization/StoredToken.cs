using System.Text.Json.Serialization;

namespace Gateway.Host.Authorization;

/// <summary>What signing in to one server has brought, as it is kept on disk.</summary>
internal sealed record StoredToken
{
    /// <summary>The server's address without its query, for who looks at the file.</summary>
    public required string Server { get; init; }

    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    public required DateTimeOffset ObtainedAt { get; init; }

    /// <summary>In seconds from <see cref="ObtainedAt"/>; null is unknown.</summary>
    public int? ExpiresIn { get; init; }

    public string? Scope { get; init; }

    /// <summary>The client that the tokens were given to, and how it shows that it is the one.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public string? TokenEndpointAuthMethod { get; init; }

    /// <summary>The only authorization server that may see the refresh token.</summary>
    public string? AuthorizationServer { get; init; }

    [JsonIgnore]
    public DateTimeOffset ExpiresAt => ExpiresIn is { } seconds ? ObtainedAt.AddSeconds(seconds) : DateTimeOffset.MaxValue;

    // A record prints its members, and these are secrets.
    public override string ToString() => $"token for {Server}";
}
