namespace Gateway.Plugins.Jsonl.Files;

/// <summary>The gateway's own folder, where what nobody gave a place to goes: as the gateway itself finds it.</summary>
internal static class GatewayHome
{
    public static string Logs(Func<string, string?> environment) => Path.Combine(Folder(environment), "logs");

    private static string Folder(Func<string, string?> environment)
    {
        if (environment("MCP_GATEWAY_HOME") is { Length: > 0 } home) return Path.GetFullPath(home);
        return OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "mcp-gateway")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".mcp-gateway");
    }
}
