namespace Gateway.Core.Protocol;

/// <summary>The legacy revisions of MCP: those with <c>initialize</c>.</summary>
internal static class ProtocolVersions
{
    public const string Latest = "2025-11-25";

    public static readonly IReadOnlyList<string> Supported = ["2024-11-05", "2025-03-26", "2025-06-18", Latest];

    /// <summary>The specification's rule: the version asked for if we know it, else our newest.</summary>
    public static string Negotiate(string? asked) => asked is not null && Supported.Contains(asked) ? asked : Latest;
}
