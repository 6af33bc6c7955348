using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gateway;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Routing;
using Gateway.Core.Tracing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.InProcess;

/// <summary>What an enabled tracer adds to the path of a call, and how many records it takes a second, in a process of its own.</summary>
/// <remarks>Run by the harness as <c>Benchmarks tracer PLUGINS-FOLDER TRACER</c>; prints one line <c>MICROSECONDS RECORDS-A-SECOND</c>.</remarks>
internal sealed class TracerCost(CallTracing tracing, LastLine log)
{
    private const int Burst = 256;
    private const int Bursts = 300;
    private const int Records = 200_000;
    private const int MostWaiting = TracerQueue.MostRecords / 2;

    private readonly TracedCalls _calls = new();
    private long _posted;

    public static int Run(string plugins, string name)
    {
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName;
        try
        {
            var configuration = new GatewayConfiguration { Path = "", BaseFolder = folder, Servers = [], Plugins = new Dictionary<string, PluginConfiguration>(), Settings = new() };
            var log = new LastLine();
            var pipeline = GuardrailSetup.Build([], configuration, TimeProvider.System, NullLogger.Instance);
            var plugin = Load(plugins, name, folder);
            var tracing = TracerSetup.Build([plugin], pipeline, TimeProvider.System, log);
            var cost = new TracerCost(tracing, log);
            var microseconds = cost.Path() - new TracerCost(new([], TimeProvider.System), log).Path();
            cost.Sustain(Records / 4); // until all of it is compiled
            var rate = cost.Sustain(Records);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds:0.000} {rate:0}"));
            tracing.Pumps[0].DisposeAsync().AsTask().Wait();
            plugin.DisposeAsync().AsTask().Wait();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The median burst, each begun with an empty queue: nothing may be dropped, which would be cheap.
    private double Path()
    {
        var bursts = new double[Bursts];
        for (var i = 0; i < Bursts; i++)
        {
            var burst = TracedCalls.Create(Burst);
            AwaitWaiting(0);
            var begin = Stopwatch.GetTimestamp();
            Trace(burst);
            bursts[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Burst;
        }

        Array.Sort(bursts);
        return bursts[Bursts / 2];
    }

    private double Sustain(int records)
    {
        AwaitWaiting(0);
        var begin = Stopwatch.GetTimestamp();
        for (var posted = 0; posted < records; posted += Burst)
        {
            AwaitWaiting(MostWaiting);
            Trace(TracedCalls.Create(Burst));
        }

        AwaitWaiting(0);
        return records / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private void Trace(InFlight[] calls)
    {
        _calls.Trace(tracing, calls);
        _posted += calls.Length;
    }

    private void AwaitWaiting(int most)
    {
        foreach (var pump in tracing.Pumps)
        {
            while (_posted - pump.Counters.Written > most)
            {
                if (pump.Counters is { Dropped: > 0 } or { Failed: > 0 }) throw new BenchmarkException($"{pump.Name} lost records: {log}");
                Thread.Sleep(1);
            }
        }
    }

    private static LoadedPlugin Load(string plugins, string name, string folder)
    {
        var catalogue = PluginCatalogue.Scan([new() { Path = plugins, IsBundled = true }]);
        using var options = JsonDocument.Parse(name == "jsonl" ? """{"path":"calls.jsonl"}""" : """{"db_path":"track.db"}""");
        var context = new PluginContext { Name = name, Options = options.RootElement.Clone(), BaseFolder = folder };
        return new PluginLoader(Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName).Load(PluginSelection.Parse(tracers: [name]).Resolve(catalogue).Single(), context);
    }

    /// <summary>Runs the measurement in a process of its own and reads what it prints.</summary>
    public static (double Microseconds, double Rate) Measure(string gateway, string name)
    {
        var line = Preparation.Tool.Run("dotnet", typeof(TracerCost).Assembly.Location, "tracer", System.IO.Path.Combine(System.IO.Path.GetDirectoryName(gateway)!, "plugins"), name).Trim().Split(' ');
        return (double.Parse(line[0], CultureInfo.InvariantCulture), double.Parse(line[1], CultureInfo.InvariantCulture));
    }
}
