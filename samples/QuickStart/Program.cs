using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

// An MCP client, a gateway, two servers: what README.md beside this file describes, in one run.
var root = RepositoryRoot();
Console.WriteLine("Starting mcp-gateway with samples/QuickStart/mcp.json and the guardrail 'basic' …");
await using var client = await McpClient.CreateAsync(new StdioClientTransport(new()
{
    Name = "mcp-gateway",
    Command = Path.Combine(root, "artifacts", "bin", "Gateway.Host", "debug", "mcp-gateway" + (OperatingSystem.IsWindows() ? ".exe" : "")),
    Arguments = ["--mcp-json-path", "samples/QuickStart/mcp.json", "--enable-guardrails", "basic"],
    WorkingDirectory = root,
    EnvironmentVariables = new Dictionary<string, string?> { ["LOGLEVEL"] = "WARNING" },
}));

var tools = await client.ListToolsAsync();
Console.WriteLine($"The client sees {tools.Count} tools: {string.Join(", ", tools.Select(tool => tool.Name))}");
Console.WriteLine();

Console.WriteLine("It calls files_read_file with path = tokens.txt and gets:");
var result = await client.CallToolAsync("files_read_file", new Dictionary<string, object?> { ["path"] = "tokens.txt" });
foreach (var text in result.Content.OfType<TextContentBlock>())
{
    foreach (var line in text.Text.Split('\n')) Console.WriteLine($"    {line}");
}

Console.WriteLine($"Masked on the way: {result.Meta?["mcp-gateway/guardrails"]?.ToJsonString() ?? "nothing"}");
return result.Meta?["mcp-gateway/guardrails"] is null ? 1 : 0;

static string RepositoryRoot()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent;
    return folder?.FullName ?? throw new DirectoryNotFoundException("Gateway.sln was not found above the program; run it from a clone");
}
