using Benchmarks.Children;
using Benchmarks.Front;
using Benchmarks.InProcess;
using Benchmarks.Phases;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>One run: first the starts, then what is seen from inside, then the rounds on sessions that stay open.</summary>
internal sealed class Benchmark(Plan plan, BuiltGateway gateway)
{
    // Each writes some hundred thousand records.
    private const int PluginRounds = 5;

    private readonly List<Target> _targets = [];
    private readonly List<string> _remarks = [];

    public Samples Samples { get; } = new();

    /// <summary>The columns of the report.</summary>
    public IReadOnlyList<string> TargetNames => [.. _targets.Select(target => target.Name).Distinct()];

    public bool HasFailed => _targets.Exists(target => target.Failure is not null);

    /// <summary>What must be known to read the samples.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. _targets.Where(target => target.Failure is not null).Select(target => $"{target.Name}: {target.Failure}"),
        .. _remarks,
    ];

    /// <summary>Measures what concerns children that the targets start.</summary>
    public void RunLocal(EchoChild echo, Part parts)
    {
        var targets = TargetList.Local(gateway);
        _targets.AddRange(targets.All);
        if (parts.HasFlag(Part.Start)) new Starts(plan, echo, targets, Samples, _remarks).Run();
        if (parts.HasFlag(Part.Inside)) LookInside(echo, [.. targets.All.OfType<GatewayTarget>().Where(target => target.Failure is null)]);
        if (parts.HasFlag(Part.Local))
        {
            new Rounds(plan, targets, Targets.TargetNames.Direct, Samples, _remarks)
            {
                Child = echo.Create("echo"),
                Tools = [EchoChild.Tool],
                Phases =
                [
                    new LatencyPhase(100), new LatencyPhase(10_000), new LatencyPhase(1_000_000),
                    new ThroughputPhase(1), new ThroughputPhase(8), new ThroughputPhase(64),
                ],
            }.Run(withMemory: true);
        }
    }

    /// <summary>Measures what is not part of a whole run: what a gateway costs that starts again, or does nothing.</summary>
    public void RunLifecycle(EchoChild echo)
    {
        Target[] targets = [gateway.Target(Targets.TargetNames.Gateway), gateway.Target(Targets.TargetNames.Basic, "--enable-guardrails", "basic")];
        _targets.AddRange(targets);
        new Lifecycle(plan, echo, targets, Samples).Run();
    }

    /// <summary>Measures clients that speak HTTP to the gateway.</summary>
    public void RunFront(EchoChild echo) => _targets.AddRange(new FrontRounds(plan, echo, gateway, Samples).Run());

    /// <summary>Measures what concerns a child behind a URL.</summary>
    public void RunRemote()
    {
        var targets = TargetList.Remote(gateway);
        _targets.AddRange(targets.All);
        using var echo = RemoteEcho.Start();
        new Rounds(plan, targets, Targets.TargetNames.Relay, Samples, _remarks)
        {
            Child = echo.Child,
            Tools = [.. RemoteForm.All.Select(form => form.Tool)],
            Phases = [.. RemoteForm.All.SelectMany(form => (IPhase[])[new LatencyPhase(100, form), new LatencyPhase(10_000, form)])],
        }.Run(withMemory: false);
    }

    private void LookInside(EchoChild echo, IReadOnlyList<GatewayTarget> gateways)
    {
        foreach (var target in gateways) MeasureAllocation(target, echo);
        foreach (var target in gateways.Where(target => target.Guardrail is not null)) MeasureDetection(target);
        foreach (var target in gateways.Where(target => target.Guardrail is null)) MeasurePlugins(target);
    }

    private void MeasureDetection(GatewayTarget target)
    {
        for (var round = 0; round < plan.Starts; round++) Samples.Add(new Reading(Measures.Detection, DetectionSpeed.Measure(target.Program, target.Guardrail!)), target, round);
    }

    private void MeasurePlugins(GatewayTarget target)
    {
        for (var round = 0; round < Math.Min(plan.Starts, PluginRounds); round++)
        {
            var (text, message) = GuardrailCost.Measure();
            Samples.Add(new Reading(Measures.IdleGuardrail("text"), text), target, round);
            Samples.Add(new Reading(Measures.IdleGuardrail("message"), message), target, round);
            foreach (var tracer in (string[])["jsonl", "xetrack"])
            {
                var (microseconds, rate) = TracerCost.Measure(target.Program, tracer);
                Samples.Add(new Reading(Measures.TracerPath(tracer), microseconds), target, round);
                Samples.Add(new Reading(Measures.TracerRate(tracer), rate), target, round);
            }
        }
    }

    private void MeasureAllocation(GatewayTarget target, EchoChild echo)
    {
        foreach (var (size, bytes) in CallAllocation.Measure(echo.Create("echo"), target.Program, target.Guardrail))
        {
            Samples.Add(new Reading(Measures.Allocation(size), bytes), target, round: 0);
        }
    }
}
