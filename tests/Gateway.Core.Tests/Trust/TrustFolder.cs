using Gateway.Core.Configuration;
using Gateway.Core.Trust;

namespace Gateway.Core.Tests.Trust;

/// <summary>A folder of one test, with a private home, a repository, and a folder that is no repository.</summary>
internal sealed class TrustFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mcp-gateway-trust-").FullName;

    public TrustFolder()
    {
        foreach (var folder in (string[])[Home, Repository, Private]) Directory.CreateDirectory(folder);
        Directory.CreateDirectory(Path.Combine(Repository, ".git"));
    }

    public string Home => Path.Combine(_root, "home");

    public string Repository => Path.Combine(_root, "repository");

    public string Private => Path.Combine(_root, "private");

    public string TrustJson => Path.Combine(Home, "trust.json");

    public string Pinned => File.ReadAllText(TrustJson);

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What the user was told, by the last use.</summary>
    public List<string> Told { get; } = [];

    public TrustFile Trust => new(Home);

    /// <summary>Servers by name, each the text inside its braces.</summary>
    public static string Json(params (string Name, string Inside)[] servers) =>
        $$"""{"mcpServers":{ {{string.Join(',', servers.Select(server => $$"""
            "{{server.Name}}": { {{server.Inside}} }
            """))}} } }""";

    public GatewayConfiguration Load(string path) =>
        ConfigurationLoader.Load(path, null, new() { Variables = Variables, HomeFolder = _root, WorkingFolder = _root });

    /// <summary>Writes the file, and uses it as a gateway does.</summary>
    public GatewayConfiguration Use(string folder, string json, string file = "mcp.json")
    {
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, json);
        return Use(path);
    }

    public GatewayConfiguration Use(string path)
    {
        Told.Clear();
        return new Approvals(Trust, Told.Add).Apply(Load(path));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
