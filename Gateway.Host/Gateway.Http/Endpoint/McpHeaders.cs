namespace Gateway.Http.Endpoint;

/// <summary>The headers of Streamable HTTP (MCP 2025-11-25 and 2026-07-28, transports).</summary>
internal static class McpHeaders
{
    public const string Session = "Mcp-Session-Id";
    public const string Version = "MCP-Protocol-Version";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string ParameterPrefix = "Mcp-Param-";
    public const string LastEvent = "Last-Event-ID";
}
