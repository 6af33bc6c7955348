using System.Text.Json.Nodes;
using Benchmarks.Children;

namespace Benchmarks.Targets;

/// <summary>mcp-gateway with a configuration file of its own.</summary>
internal sealed class GatewayTarget(string name, string gateway, params string[] arguments) : Target(name)
{
    public override bool IsGateway => true;

    /// <summary>The program file.</summary>
    public string Program => gateway;

    public string? Guardrail => arguments is [_, var name] ? name : null;

    public override Launch Launch(IReadOnlyList<Child> children, string folder)
    {
        var file = Path.Combine(folder, "mcp.json");
        File.WriteAllText(file, Configuration(children).ToJsonString());
        return new Launch(gateway, ["serve", "--mcp-json-path", file, .. arguments]);
    }

    public override string ToolName(Child child, string tool) => $"{child.Name}_{tool}";

    private static JsonObject Configuration(IReadOnlyList<Child> children)
    {
        var servers = new JsonObject();
        foreach (var child in children)
        {
            var server = child.Url is { } url ? new JsonObject { ["url"] = url } : new JsonObject
            {
                ["command"] = child.Command,
                ["args"] = new JsonArray([.. child.Arguments.Select(argument => JsonValue.Create(argument))]),
            };
            if (child.IsShared) server["instances"] = "shared";
            servers[child.Name] = server;
        }

        return new JsonObject
        {
            ["mcpServers"] = new JsonObject
            {
                ["mcp-gateway"] = new JsonObject { ["command"] = "mcp-gateway", ["servers"] = servers },
            },
        };
    }
}
