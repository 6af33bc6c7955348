using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>What a server said of itself in <c>initialize</c> or <c>server/discover</c>.</summary>
/// <param name="Version">The revision that the gateway speaks with it.</param>
/// <param name="Capabilities">What it offers.</param>
/// <param name="ServerInfo">Raw <c>serverInfo</c>; null when it does not say.</param>
/// <param name="Instructions">How a model should use it; null when it does not say.</param>
internal sealed record ServerIntroduction(string Version, ServerCapabilities Capabilities, byte[]? ServerInfo, string? Instructions)
{
    /// <summary>It takes each request for itself (2026-07-28); else it keeps a session.</summary>
    public bool IsModern { get; } = Version == ProtocolVersions.Modern;
}
