namespace Gateway.Testing.Harness;

/// <summary>The installed <c>mcp-gateway</c>.</summary>
/// <param name="Command">What is started.</param>
/// <param name="Arguments">What comes before its own arguments: the DLL, when there is no program around it.</param>
internal sealed record GatewayProgram(string Command, IReadOnlyList<string> Arguments)
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["mcp-gateway.exe", "mcp-gateway.cmd"] : ["mcp-gateway"];

    /// <exception cref="PluginTestException">It is not there; the message says where it was looked for.</exception>
    public static GatewayProgram Find(string? path)
    {
        if (path is not null)
        {
            if (!File.Exists(path)) throw new PluginTestException($"there is no gateway at {path}");
            return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? new("dotnet", [Path.GetFullPath(path)]) : new(Path.GetFullPath(path), []);
        }

        var tools = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools");
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), tools];
        var found = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return found is not null
            ? new(found, [])
            : throw new PluginTestException($"mcp-gateway is neither on the PATH nor in {tools}; install it with 'dotnet tool install -g McpGateway', or give its path");
    }
}
