namespace EndToEnd.Peers;

/// <summary>The clients that play the steps of a session.</summary>
public enum PeerClient
{
    /// <summary>2025-11-25, by npm's @modelcontextprotocol/sdk.</summary>
    LegacyNpm,

    /// <summary>2025-06-18, by the C# SDK.</summary>
    LegacySdk,

    /// <summary>2026-07-28, by npm's @modelcontextprotocol/client.</summary>
    ModernNpm,

    /// <summary>2026-07-28, by the C# SDK.</summary>
    ModernSdk,
}
