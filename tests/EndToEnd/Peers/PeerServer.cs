namespace EndToEnd.Peers;

/// <summary>The servers that offer features.json. The revisions of each are those of its era only, so that nothing can fall back.</summary>
public enum PeerServer
{
    /// <summary>Up to 2025-11-25, by npm's @modelcontextprotocol/sdk.</summary>
    LegacyNpm,

    /// <summary>2026-07-28, by npm's @modelcontextprotocol/server.</summary>
    ModernNpm,

    /// <summary>2026-07-28, by the C# SDK.</summary>
    ModernSdk,
}
