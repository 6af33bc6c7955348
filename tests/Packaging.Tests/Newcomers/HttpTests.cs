using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Packaging.Tests.Running;

namespace Packaging.Tests.Newcomers;

public class HttpTests
{
    [Test]
    public async Task The_installed_tool_serves_HTTP_and_prints_what_a_client_needs()
    {
        using var newcomer = new Newcomer().InstallTool();
        await File.WriteAllTextAsync(Path.Combine(newcomer.Home, "mcp.json"), """{"mcpServers": {"sample": {"command": "mcp-gateway", "args": ["sample-server"]}}}""");
        using var gateway = new ServedGateway(newcomer, newcomer.Gateway, newcomer.Home, "--mcp-json-path", "mcp.json", "--enable-guardrails", "basic");

        // Nothing but what was printed.
        var printed = JsonDocument.Parse(gateway.Printed).RootElement.GetProperty("mcpServers").GetProperty("gateway");
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new()
        {
            Endpoint = new(printed.GetProperty("url").GetString()!),
            AdditionalHeaders = printed.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!),
        }));
        var echoed = await client.CallToolAsync("sample_echo", new Dictionary<string, object?> { ["text"] = "hf" + "_" + "InventedForTheTestsOfThisGatewayAb" });

        Assert.That(((TextContentBlock)echoed.Content[0]).Text, Is.EqualTo("<HUGGINGFACE_TOKEN>"));
    }
}
