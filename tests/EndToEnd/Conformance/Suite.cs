using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.Conformance;

/// <summary>The official conformance suite, run with a client of the gateway for the client that it looks at.</summary>
internal static class Suite
{
    /// <summary>Those that need no account of a service.</summary>
    public const string Guardrails = "basic,presidio";

    /// <summary>The suite needs Node.js 22, which npm brings for most machines.</summary>
    public static string Node { get; } = FindNode();

    /// <summary>Runs one client scenario, and returns its checks.</summary>
    public static JsonElement[] Run(Workspace workspace, string scenario)
    {
        workspace.RequireNpm("conformance");
        var client = $"node \"{Path.Combine(Npm.Folder, "conformance", "client.mjs")}\"";
        var start = new ProcessStartInfo(Node, [NpmServer.ProgramOf("conformance"), "client", "--command", client, "--scenario", scenario, "--timeout", "60000", "-o", workspace.Folder])
        {
            WorkingDirectory = workspace.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in workspace.Environment) start.Environment[name] = value;
        start.Environment["MCP_GATEWAY"] = Built.Gateway;
        start.Environment["GATEWAY_GUARDRAILS"] = Guardrails;
        using var process = Process.Start(start)!; // never null without the shell
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!Task.WaitAll([output, error, process.WaitForExitAsync()], TimeSpan.FromSeconds(90)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{scenario} did not end");
        }

        var checks = Directory.GetFiles(workspace.Folder, "checks.json", SearchOption.AllDirectories);
        Assert.That(checks, Has.Length.EqualTo(1), output.Result + error.Result);
        return [.. RawClient.Parse(File.ReadAllText(checks[0])).EnumerateArray()];
    }

    /// <summary>What the client and the gateway wrote on stderr.</summary>
    public static string Said(Workspace workspace) =>
        string.Join('\n', Directory.GetFiles(workspace.Folder, "stderr.txt", SearchOption.AllDirectories).Select(File.ReadAllText));

    private static string FindNode()
    {
        var platform = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = Path.Combine(Npm.Folder, "node_modules", $"node-{platform}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", "bin", OperatingSystem.IsWindows() ? "node.exe" : "node");
        return File.Exists(package) ? package : "node";
    }
}
