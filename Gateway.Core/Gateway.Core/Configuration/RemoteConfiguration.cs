namespace Gateway.Core.Configuration;

/// <summary>How a remote server is reached.</summary>
internal sealed record RemoteConfiguration
{
    /// <summary>An absolute http or https URL. Its query may hold secrets: it is shown nowhere.</summary>
    public required string Url { get; init; }

    public RemoteTransport Transport { get; init; }

    /// <summary>Sent with every request; they are never shown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How <c>login</c> introduces the gateway; null leaves it to what the server offers.</summary>
    public OAuthConfiguration? OAuth { get; init; }

    // A record prints its members, and these hold secrets.
    public override string ToString() => $"remote ({Transport})";
}
