namespace Gateway.Core.Protocol;

/// <summary>The revisions of MCP: the legacy ones with <c>initialize</c>, and the modern one, whose every request says all it needs.</summary>
internal static class ProtocolVersions
{
    public const string LatestLegacy = "2025-11-25";
    public const string Modern = "2026-07-28";

    /// <summary>The revisions with <c>initialize</c>.</summary>
    public static readonly IReadOnlyList<string> Legacy = ["2024-11-05", "2025-03-26", "2025-06-18", LatestLegacy];

    /// <summary>All of them, the newest first.</summary>
    public static readonly IReadOnlyList<string> All = [Modern, .. Legacy.Reverse()];

    /// <summary>The specification's rule for <c>initialize</c>: the version asked for if we know it, else our newest of that kind.</summary>
    public static string Negotiate(string? asked) => asked is not null && Legacy.Contains(asked) ? asked : LatestLegacy;
}
