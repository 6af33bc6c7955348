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

    /// <summary>Its tools as a result of <c>tools/list</c>, masked; null when they are not known.</summary>
    public string? Tools { get; init; }

    /// <summary>By which guardrails it was masked, and what they were told to do.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Which program said all this.</summary>
    public string Program { get; init; } = "";

    /// <summary>What may be used of it under a policy: what was masked by another one might show what this one masks.</summary>
    public KnownServer Under(string policy) => Policy == policy ? this : this with { Policy = policy, Special = null, Instructions = null, Tools = null };
}
