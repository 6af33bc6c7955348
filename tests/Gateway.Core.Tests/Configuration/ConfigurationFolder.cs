using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Configuration;

/// <summary>A folder of one test: the home, the working folder and the place of mcp.json are three different ones.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mcp-gateway-configuration-").FullName;

    public ConfigurationFolder()
    {
        foreach (var folder in (string[])[Home, Work, Files]) Directory.CreateDirectory(folder);
    }

    public string Home => Path.Combine(_root, "home");

    public string Work => Path.Combine(_root, "work");

    public string Files => Path.Combine(_root, "files");

    public string McpJson => Path.Combine(Files, "mcp.json");

    public string Config => Path.Combine(Files, "gateway.json");

    public Dictionary<string, string> Variables { get; } = [];

    public ConfigurationEnvironment Environment => new() { Variables = Variables, HomeFolder = Home, WorkingFolder = Work };

    public GatewayConfiguration Load(string json, string? config = null)
    {
        File.WriteAllText(McpJson, json);
        if (config is not null) File.WriteAllText(Config, config);
        return ConfigurationLoader.Load(McpJson, config is null ? null : Config, Environment);
    }

    /// <summary>One plain server of this text inside its braces.</summary>
    public ServerConfiguration Server(string inside) => Load($$"""{"mcpServers":{"one":{ {{inside}} } } }""").Servers.Single();

    public string Fault(string json, string? config = null) => Assert.Throws<ConfigurationException>(() => Load(json, config))!.Message;

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
