namespace Gateway.Core.Configuration;

/// <summary>A client that was registered with a server's authorization server by hand.</summary>
internal sealed record OAuthConfiguration
{
    /// <summary>Null: the gateway registers itself, if the authorization server lets it.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>What to ask for; empty is what the server says it needs.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The port of the redirect URI that was registered; null is any free one.</summary>
    public int? CallbackPort { get; init; }

    // A record prints its members, and one of these is a secret.
    public override string ToString() => ClientId is null ? "oauth" : "oauth with a client of its own";
}
