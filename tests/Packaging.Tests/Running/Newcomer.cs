using ModelContextProtocol.Client;

namespace Packaging.Tests.Running;

/// <summary>Somebody with the .NET SDK, an empty home, an empty package cache, and no package source but the folder that was packed.</summary>
internal sealed class Newcomer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcp-gateway-newcomer-").FullName;

    public Newcomer()
    {
        Directory.CreateDirectory(Home);
        var tools = Path.Combine(Home, ".dotnet", "tools");
        Environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = Home,
            ["USERPROFILE"] = Home,
            ["LOCALAPPDATA"] = Home,
            ["DOTNET_CLI_HOME"] = Home,
            ["PATH"] = $"{tools}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
            ["DOTNET_NOLOGO"] = "true",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            // Programs that just started on a busy machine are slow; a guardrail's limit of time has tests of its own.
            ["MCPGATEWAY__TEXTGUARDRAILTIMEOUT"] = "20",
        };
        foreach (var name in (string[])["DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot", "PATHEXT", "ComSpec", "APPDATA"])
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value) Environment[name] = value;
        }

        var nuget = Path.Combine(Home, ".nuget", "NuGet");
        Directory.CreateDirectory(nuget);
        File.WriteAllText(Path.Combine(nuget, "NuGet.Config"), "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    public string Home => Path.Combine(_folder, "home");

    public string Plugins => Path.Combine(Home, OperatingSystem.IsWindows() ? "mcp-gateway" : ".mcp-gateway", "plugins");

    public Dictionary<string, string> Environment { get; }

    /// <summary>The installed tool's command.</summary>
    public string Gateway => Path.Combine(Home, ".dotnet", "tools", OperatingSystem.IsWindows() ? "mcp-gateway.exe" : "mcp-gateway");

    public Newcomer InstallTool()
    {
        DotNet("tool", "install", "-g", "McpGateway", "--source", Feed.Folder).Succeeded();
        return this;
    }

    public Newcomer InstallTemplate()
    {
        var sdk = Run(Gateway, Home, "sdk").Succeeded().Output.Trim();
        DotNet("new", "install", Directory.EnumerateFiles(sdk, "McpGateway.Templates.*.nupkg").Single()).Succeeded();
        return this;
    }

    /// <summary>Makes a project from the template.</summary>
    /// <returns>Its folder.</returns>
    public string Scaffold(string name, string kind)
    {
        DotNet("new", "mcpgateway-plugin", "-n", name, "--kind", kind).Succeeded();
        return Path.Combine(Home, name);
    }

    public Ran DotNet(params string[] arguments) => Run("dotnet", Home, arguments);

    public Ran Run(string program, string folder, params string[] arguments) => Ran.Of(program, arguments, folder, Environment);

    /// <summary>The official SDK's client before the installed gateway.</summary>
    public Task<McpClient> OpenAsync(string folder, params string[] arguments) => McpClient.CreateAsync(
        new StdioClientTransport(new()
        {
            Command = Gateway,
            Arguments = arguments,
            WorkingDirectory = folder,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = Environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
        }),
        new() { ProtocolVersion = "2025-06-18", InitializationTimeout = TimeSpan.FromSeconds(60) });

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
