using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Testing.Reading;

namespace Gateway.Testing.Harness;

/// <summary>A gateway as its user starts it, in a folder and with a home of its own.</summary>
internal sealed class ProcessGateway : IRunningEnd
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private ProcessGateway(Process process, DirectoryInfo folder)
    {
        (_process, _folder) = (process, folder);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text) _log.Enqueue(text);
        };
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Log => [.. _log];

    /// <exception cref="PluginTestException">The test has put something into it that another process cannot run.</exception>
    public static RunningGateway Start(HarnessParts parts, GatewayProgram program)
    {
        if (parts.Instances.FirstOrDefault() is { } instance) throw new PluginTestException($"'{instance.Name}' is an object of this process; build it and give the folder of its DLL with WithPlugin");
        if (parts.Servers.FirstOrDefault() is { } server) throw new PluginTestException($"the server '{server.Name}' is an object of this process; use StartAsync, or a program with WithServer");
        TestConfiguration.Read(parts.Policies, parts.Settings); // its errors, before anything is started
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-test-");
        try
        {
            var process = Process.Start(StartInfo(parts, program, folder.FullName))!; // never null without the shell
            var lines = new ServerLines(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
            return new(lines, new ProcessGateway(process, folder), parts.Answers);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async Task EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ProcessStartInfo StartInfo(HarnessParts parts, GatewayProgram program, string folder)
    {
        var (mcpJson, config) = (Path.Combine(folder, "mcp.json"), Path.Combine(folder, "config.json"));
        File.WriteAllText(mcpJson, McpJson(parts.Programs.Count > 0 ? parts.Programs : [Sample(program)]));
        File.WriteAllText(config, TestConfiguration.Json(parts.Policies, parts.Settings));
        var start = new ProcessStartInfo(program.Command, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["MCP_GATEWAY_HOME"] = Path.Combine(folder, "home");
        string[] arguments = ["--mcp-json-path", mcpJson, "--config", config];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var plugin in parts.Built)
        {
            string[] enabled = ["--plugins-dir", plugin.Folder, "-p", plugin.Name];
            foreach (var argument in enabled) start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static ServerConfiguration Sample(GatewayProgram program) => new() { Name = "sample", Command = program.Command, Arguments = [.. program.Arguments, "sample-server"] };

    // Inside the gateway's entry: there, a server may be the gateway's own program.
    private static string McpJson(IEnumerable<ServerConfiguration> servers)
    {
        var entries = servers.ToDictionary(server => server.Name, server => new { command = server.Command, args = server.Arguments });
        return JsonSerializer.Serialize(new { mcpServers = new { gateway = new { command = "mcp-gateway", servers = entries } } });
    }
}
