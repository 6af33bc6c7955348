namespace Gateway.Core.Servers;

/// <summary>What is remembered of a server from one start of the gateway to the next.</summary>
internal sealed record KnownServer
{
    /// <summary>Nothing is known of it.</summary>
    public static readonly KnownServer Nothing = new();

    /// <summary>Whether it answers <c>initialize</c>; null when it was never asked.</summary>
    public bool? Initializes { get; init; }

    /// <summary>Whether it answers <c>server/discover</c>: others refuse, are silent, or end. Null when it was never asked.</summary>
    public bool? Discovers { get; init; }

    /// <summary>What it offers beyond what the gateway itself does, as a JSON object of capabilities: experimental ones, extensions, tasks; null when nothing.</summary>
    public string? Special { get; init; }

    /// <summary>It spoke the revision whose requests stand alone.</summary>
    public bool WasModern { get; init; }

    /// <summary>Its instructions, masked.</summary>
    public string? Instructions { get; init; }
}
