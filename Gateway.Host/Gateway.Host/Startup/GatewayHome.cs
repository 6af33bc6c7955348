namespace Gateway.Host.Startup;

/// <summary>Where the gateway keeps what is its own: <c>$MCP_GATEWAY_HOME</c>, else a folder in the user's home.</summary>
internal static class GatewayHome
{
    public static string Path { get; } = Find();

    /// <summary>Plugins that the user drops.</summary>
    public static string Plugins => System.IO.Path.Combine(Path, "plugins");

    /// <summary>Private copies of the plugins that run.</summary>
    public static string Shadow => System.IO.Path.Combine(Path, "shadow");

    /// <summary>What was learned of servers.</summary>
    public static string Servers => System.IO.Path.Combine(Path, "servers");

    /// <summary>What servers write to stderr.</summary>
    public static string ServerLogs => System.IO.Path.Combine(Path, "logs", "servers");

    /// <summary>Which configurations were approved.</summary>
    public static string Trust => System.IO.Path.Combine(Path, "trust.json");

    /// <summary>What the running gateways tell of themselves.</summary>
    public static string Run => System.IO.Path.Combine(Path, "run");

    /// <summary>What lets HTTP clients in.</summary>
    public static string HttpToken => System.IO.Path.Combine(Path, "http-token");

    /// <summary>What signing in to remote servers has brought.</summary>
    public static string Tokens => System.IO.Path.Combine(Path, "tokens");

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("MCP_GATEWAY_HOME") is { Length: > 0 } configured) return System.IO.Path.GetFullPath(configured);
        return OperatingSystem.IsWindows()
            ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "mcp-gateway")
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".mcp-gateway");
    }
}
