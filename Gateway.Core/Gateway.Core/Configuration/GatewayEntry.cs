using System.Text.Json;

namespace Gateway.Core.Configuration;

/// <summary>Recognises the entry by which a client starts this gateway: started again from here, it would start itself for ever.</summary>
internal static class GatewayEntry
{
    private const string PathOption = "--mcp-json-path";

    // The one command of ours that is a server of its own and starts nothing.
    private const string SampleServer = "sample-server";

    private static readonly string[] Names = ["mcp-gateway", "McpGateway"];

    private static readonly HashSet<string> Launchers = new(StringComparer.OrdinalIgnoreCase)
    {
        "dnx", "dotnet", "npx", "npm", "pnpm", "pnpx", "yarn", "bun", "bunx", "uvx", "uv", "pipx", "cmd", "env",
    };

    private static readonly HashSet<string> Verbs = new(Launchers, StringComparer.OrdinalIgnoreCase) { "run", "exec", "x", "dlx", "tool", "execute", "/c" };

    /// <summary>Looks at an entry whose types nobody has checked yet.</summary>
    public static bool IsGateway(ConfigurationNode entry)
    {
        var arguments = entry.Find("args")?.Items.Where(item => item.Kind is JsonValueKind.String).Select(item => item.Text!).ToArray() ?? [];
        if (arguments is [.., SampleServer]) return false;
        var command = entry.Find("command") is { Kind: JsonValueKind.String, Text: { } text } ? ProgramName(text) : "";
        if (IsOurs(command)) return true;
        if (arguments.Any(argument => argument.Contains(PathOption, StringComparison.Ordinal))) return true;
        if (!Launchers.Contains(command)) return false;

        // Only the program counts: a folder "mcp-gateway" given to a file server is nobody's start.
        var program = arguments.FirstOrDefault(argument => !argument.StartsWith('-') && !Verbs.Contains(argument)) ?? "";
        var isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        return IsOurs(isAssembly ? ProgramName(program) : program.Split('@')[0]);
    }

    private static bool IsOurs(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    // Both separators on every system: a file may come from another.
    private static string ProgramName(string command) =>
        Path.GetFileNameWithoutExtension(command[(command.LastIndexOfAny(['/', '\\']) + 1)..]);
}
