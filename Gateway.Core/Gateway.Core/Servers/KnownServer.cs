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

    /// <summary>It has tasks (2025-11-25).</summary>
    public bool HasTasks { get; init; }

    /// <summary>Its instructions, masked.</summary>
    public string? Instructions { get; init; }
}
