using Benchmarks.Children;
using Benchmarks.InProcess;
using Benchmarks.Phases;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>One run: first the starts, then the rounds on sessions that stay open.</summary>
internal sealed class Benchmark(Plan plan, EchoChild echo, TargetList targets)
{
    // Each writes some hundred thousand records.
    private const int PluginRounds = 5;

    private readonly List<string> _remarks = [];

    public Samples Samples { get; } = new();

    /// <summary>What must be known to read the samples.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. targets.All.Where(target => target.Failure is not null).Select(target => $"{target.Name}: {target.Failure}"),
        .. _remarks,
    ];

    public void Run()
    {
        new Starts(plan, echo, targets, Samples, _remarks).Run();
        foreach (var target in targets.All.OfType<GatewayTarget>().Where(target => target.Failure is null)) MeasureAllocation(target);
        foreach (var target in targets.All.OfType<GatewayTarget>().Where(target => target is { Failure: null, Guardrail: not null })) MeasureDetection(target);
        foreach (var target in targets.All.OfType<GatewayTarget>().Where(target => target is { Failure: null, Guardrail: null })) MeasurePlugins(target);
        new Rounds(plan, echo, targets, Samples, _remarks).Run();
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

    private void MeasureAllocation(GatewayTarget target)
    {
        foreach (var (size, bytes) in CallAllocation.Measure(echo.Create("echo"), target.Program, target.Guardrail))
        {
            Samples.Add(new Reading(Measures.Allocation(size), bytes), target, round: 0);
        }
    }
}
