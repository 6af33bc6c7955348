using System.Diagnostics;
using Benchmarks;
using Benchmarks.Children;
using Benchmarks.InProcess;
using Benchmarks.Preparation;
using Benchmarks.Reporting;
using Benchmarks.Targets;

if (args is ["echo", .. var settings])
{
    return EchoServer.Run(settings); // the child where there is no C compiler
}

if (args is ["http-echo"])
{
    return HttpEchoServer.Run();
}

if (args is ["allocation", var configuration, var plugins, .. var guardrail])
{
    return CallAllocation.Run(configuration, plugins, guardrail.FirstOrDefault());
}

if (args is ["plugins", var plugin])
{
    return PluginDiscovery.Run(plugin);
}

if (args is ["guardrail"])
{
    return GuardrailCost.Run();
}

if (args is ["tracer", var pluginsFolder, var tracer])
{
    return TracerCost.Run(pluginsFolder, tracer);
}

if (!Options.TryParse(args, out var options))
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

try
{
    var begin = Stopwatch.GetTimestamp();
    var plan = options.Quick ? Plan.Quick : Plan.Full;
    var benchmark = new Benchmark(plan, BuiltGateway.Of(options));
    var isNative = true;

    var load = Machine.Load();
    if ((options.Parts & ~Part.Remote) != Part.None)
    {
        var echo = EchoBuild.Run();
        isNative = echo.IsNative;
        if ((options.Parts & (Part.Start | Part.Inside | Part.Local)) != Part.None) benchmark.RunLocal(echo, options.Parts);
        if (options.Parts.HasFlag(Part.Lifecycle)) benchmark.RunLifecycle(echo);
        if (options.Parts.HasFlag(Part.Front)) benchmark.RunFront(echo);
    }

    if (options.Parts.HasFlag(Part.Remote))
    {
        benchmark.RunRemote();
    }

    string[] facts =
    [
        $"{Machine.Now()}, commit {Machine.Commit()}",
        Machine.Describe(),
        $"{plan.Rounds} rounds of {plan.Phase.TotalSeconds:0.##} s a phase, {plan.Starts} starts a scenario, medians; " +
        $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s in all; load average {load} before, {Machine.Load()} after",
        "Ratios are medians of the ratios within a round. Judge by the ratio to the relay, with 30 % slack; p99 and starts by half.",
    ];
    string[] remarks = isNative
        ? [.. benchmark.Remarks]
        : ["No C compiler: the child is a .NET program, so **the start rows cannot be compared** with other runs or the budgets.", .. benchmark.Remarks];

    var report = new Report(benchmark.TargetNames, benchmark.Samples, isNative, options.Parts != Part.All).Write(facts, remarks);
    Console.Out.Write(report);
    if (options.Out is { } file)
    {
        File.WriteAllText(file, report);
    }

    return benchmark.HasFailed ? 1 : 0;
}
catch (BenchmarkException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
