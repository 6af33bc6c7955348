using Benchmarks.Children;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>One run: first the starts, then the rounds on sessions that stay open.</summary>
internal sealed class Benchmark(Plan plan, EchoChild echo, TargetList targets)
{
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
        new Rounds(plan, echo, targets, Samples, _remarks).Run();
    }
}
