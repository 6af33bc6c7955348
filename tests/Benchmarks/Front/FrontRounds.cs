using System.Diagnostics;
using Benchmarks.Children;
using Benchmarks.Phases;
using Benchmarks.Preparation;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks.Front;

/// <summary>tools/call over HTTP before a child behind pipes, and what sessions cost that rest.</summary>
internal sealed class FrontRounds(Plan plan, EchoChild echo, BuiltGateway gateway, Samples samples)
{
    private const int InFlight = 64;
    private const int Sessions = 1_000;

    private static readonly int[] Sizes = [100, 10_000];

    // The gateway gives memory back when it has rested for a while.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(12);

    public IReadOnlyList<Target> Run()
    {
        var child = echo.Create("echo");
        var relay = new RelayTarget(Publisher.Publish("tests/Benchmarks/KestrelRelay", "kestrel-relay", "kestrel-relay"));
        GatewayTarget[] gateways = [gateway.Target(TargetNames.Gateway), gateway.Target(TargetNames.Basic, "--enable-guardrails", "basic")];
        List<FrontTarget> fronts = [new(relay, EchoChild.Tool, folder => relay.Launch([child], folder))];
        try
        {
            fronts.AddRange(gateways.Select(target => new FrontTarget(target, target.ToolName(child, EchoChild.Tool), folder => Http(target.Launch([child], folder)))));
            Measure(fronts);
        }
        finally
        {
            foreach (var front in fronts) front.Dispose();
        }

        foreach (var target in gateways) target.Attempt(() => MeasureSessions(target, echo.Create("echo") with { IsShared = true }));
        return [relay, .. gateways];
    }

    private static Launch Http(Launch stdio) => stdio with { Arguments = [.. stdio.Arguments, "--http", "http://127.0.0.1:0", "--no-auth"] };

    private void Measure(List<FrontTarget> fronts)
    {
        HttpCall[] calls = [.. fronts.Select(front => new HttpCall(front, front.Target.IsGateway))];
        HttpCall[][] many = [.. fronts.Select(front => Enumerable.Range(0, InFlight).Select(_ => new HttpCall(front, front.Target.IsGateway)).ToArray())];
        for (var round = -1; round < plan.Rounds; round++)
        {
            Console.Error.WriteLine(round < 0 ? "Warm-up of the fronts" : $"Round {round + 1} of {plan.Rounds}");
            var time = round < 0 ? plan.Warmup : plan.Phase;
            for (var turn = 0; turn < fronts.Count; turn++)
            {
                var place = (turn + round + 1) % fronts.Count; // none always follows the same one
                foreach (var size in Sizes) Keep(Latency(fronts[place], calls[place], size, time), fronts[place], round);
                Keep(Rate(many[place], time), fronts[place], round);
            }
        }
    }

    private void Keep(IEnumerable<Reading> readings, FrontTarget front, int round)
    {
        if (round >= 0) samples.Add(readings, front.Target, round);
    }

    private static List<Reading> Latency(FrontTarget front, HttpCall call, int size, TimeSpan time)
    {
        call.Forget();
        var ticks = new List<long>(100_000);
        var processor = ProcessorTime.Read(front.ProcessId);
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time;)
        {
            var request = call.Request(size);
            var start = Stopwatch.GetTimestamp();
            call.Call(request);
            ticks.Add(Stopwatch.GetTimestamp() - start);
        }

        var spent = ProcessorTime.Read(front.ProcessId) - processor;
        ticks.Sort();
        List<Reading> readings =
        [
            new(Measures.FrontMedian(size), ticks[ticks.Count / 2] * 1e6 / Stopwatch.Frequency),
            new(Measures.FrontSlowest(size), ticks[ticks.Count * 99 / 100] * 1e6 / Stopwatch.Frequency),
        ];
        if (spent is { } own) readings.Add(new(Measures.FrontProcessorTime(size), own.TotalMicroseconds / ticks.Count));
        return readings;
    }

    private static List<Reading> Rate(HttpCall[] calls, TimeSpan time)
    {
        long count = 0;
        var begin = Stopwatch.GetTimestamp();
        Task.WhenAll(calls.Select(call => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                await call.CallAsync(call.Request(100)).ConfigureAwait(false);
                Interlocked.Increment(ref count);
            }
        }))).GetAwaiter().GetResult();
        return [new(Measures.FrontRate(InFlight), count / Stopwatch.GetElapsedTime(begin).TotalSeconds)];
    }

    // One process of the server for all, so that only sessions are counted; each has listed its tools.
    private void MeasureSessions(GatewayTarget target, Child shared)
    {
        using var front = new FrontTarget(target, target.ToolName(shared, EchoChild.Tool), folder => Http(target.Launch([shared], folder)));
        using (new HttpCall(front, isGateway: true))
        {
            Thread.Sleep(Rest);
        }

        var before = ResidentMemory.Read(front.ProcessId);
        for (var i = 0; i < Sessions; i++) new HttpCall(front, isGateway: true).Dispose();
        Thread.Sleep(Rest);
        if (ResidentMemory.Read(front.ProcessId) - before is { } megabytes) samples.Add(new Reading(Measures.FrontSessions(Sessions), megabytes), target, 0);
    }
}
