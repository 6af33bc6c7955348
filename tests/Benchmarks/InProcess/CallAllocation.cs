using System.Globalization;
using System.Text;
using Benchmarks.Targets;
using Gateway;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Routing;
using Gateway.Core.Servers;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.InProcess;

/// <summary>What one call allocates, measured from inside: a session over pipes in memory with the real child, in a process of its own.</summary>
/// <remarks>Run by the harness as <c>Benchmarks allocation MCP-JSON PLUGINS-FOLDER [GUARDRAIL]</c>; prints one line <c>SIZE BYTES</c> for each size.</remarks>
internal static class CallAllocation
{

    public static readonly IReadOnlyList<int> Sizes = [100, 10_000, 1_000_000];

    public static int Run(string configurationPath, string plugins, string? guardrail)
    {
        var configuration = ConfigurationLoader.Load(configurationPath, null, ConfigurationEnvironment.Current);
        var pipeline = GuardrailSetup.Build(guardrail is null ? [] : Load(plugins, guardrail), configuration, TimeProvider.System, NullLogger.Instance);
        ChildServer[] servers = [.. configuration.Servers.Select(server => new ChildServer(server, configuration.Settings))];
        foreach (var server in servers) server.Launch(ConfigurationEnvironment.Current.Variables);
        using var client = new CountingClient();
        var session = new Session(new()
        {
            Configuration = configuration,
            Servers = servers,
            Pipeline = pipeline,
            Tracing = new([], TimeProvider.System),
            Client = new StreamClient(client.Output, client),
            Log = NullLogger.Instance,
        });
        session.Start();
        client.Ask("""{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}"""u8);
        client.Ask("""{"jsonrpc":"2.0","id":"b","method":"tools/list"}"""u8);
        foreach (var size in Sizes) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} {BytesPerCall(client, servers[0].Name, size):0}"));
        session.DisposeAsync().AsTask().Wait();
        return 0;
    }

    // The median of five batches: what is compiled or grown once in the life of a process is no cost of a call.
    private static double BytesPerCall(CountingClient client, string server, int size)
    {
        var calls = size < 1_000_000 ? 1_000 : 50;
        Batch(client, server, size, calls);
        double[] batches = [.. Enumerable.Range(0, 5).Select(_ => Batch(client, server, size, calls))];
        Array.Sort(batches);
        return batches[2];
    }

    // The requests are made before, so that nothing but the gateway allocates between the two readings.
    private static double Batch(CountingClient client, string server, int size, int calls)
    {
        byte[][] requests =
        [
            .. Enumerable.Range(0, calls).Select(i => Encoding.UTF8.GetBytes(
                $$$"""{"jsonrpc":"2.0","id":"{{{size}}}-{{{i}}}","method":"tools/call","params":{"name":"{{{server}}}_{{{Children.EchoChild.Tool}}}","arguments":{"size":{{{size}}} } } }""")),
        ];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        foreach (var request in requests) client.Ask(request);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)calls;
    }

    private static LoadedPlugin[] Load(string plugins, string names)
    {
        var catalogue = PluginCatalogue.Scan([new() { Path = plugins, IsBundled = true }]);
        var loader = new PluginLoader(Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName);
        return [.. PluginSelection.Parse(guardrails: [names]).Resolve(catalogue).Select(plugin => loader.Load(plugin, new PluginContext { Name = plugin.Name }))];
    }

    /// <summary>Runs the measurement in a process of its own and reads what it prints.</summary>
    public static IReadOnlyDictionary<int, double> Measure(Children.Child child, string gateway, string? guardrail)
    {
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName;
        try
        {
            var (_, arguments) = new GatewayTarget("allocation", gateway).Launch([child], folder);
            List<string> command = [typeof(CallAllocation).Assembly.Location, "allocation", arguments[^1], Path.Combine(Path.GetDirectoryName(gateway)!, "plugins")];
            if (guardrail is not null) command.Add(guardrail);
            var lines = Preparation.Tool.Run("dotnet", [.. command]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return lines.Select(line => line.Split(' ')).ToDictionary(
                parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
