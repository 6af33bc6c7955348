using EndToEnd.Running;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EndToEnd.RealServers;

/// <summary>The official SDK's client in front of a gateway that masks: an independent reading of the protocol.</summary>
internal static class SdkClient
{
    public const string Legacy = "2025-06-18";

    /// <param name="workspace">The servers.</param>
    /// <param name="version">The revision to ask for; null lets the SDK probe for the latest and fall back.</param>
    /// <param name="handlers">What the client can be asked.</param>
    public static Task<McpClient> OpenAsync(Workspace workspace, string? version = Legacy, McpClientHandlers? handlers = null) => McpClient.CreateAsync(
        new StdioClientTransport(new()
        {
            Command = Built.Gateway,
            Arguments = ["--mcp-json-path", workspace.WriteConfiguration(), "--enable-guardrails", "basic"],
            WorkingDirectory = workspace.Folder,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = workspace.Environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
        }),
        new() { ProtocolVersion = version, Handlers = handlers ?? new(), InitializationTimeout = Deadline.Limit });

    public static string Text(this CallToolResult result) => ((TextContentBlock)result.Content[0]).Text;

    public static int Count(this CallToolResult result, string kind) => (int?)result.Meta?["mcp-gateway/guardrails"]?[kind] ?? 0;

    public static async Task<string[]> NamesAsync(this McpClient client) => [.. (await client.ListToolsAsync()).Select(tool => tool.Name)];

    /// <summary>Waits for a tool: some servers offer more when they know their client.</summary>
    public static async Task AwaitToolAsync(this McpClient client, string name)
    {
        using var limit = new CancellationTokenSource(Deadline.Limit);
        while (!(await client.NamesAsync()).Contains(name)) await Task.Delay(20, limit.Token);
    }
}
