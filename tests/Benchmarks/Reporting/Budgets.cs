using Benchmarks.Phases;
using Benchmarks.Targets;

namespace Benchmarks.Reporting;

/// <summary>The budgets that this program can judge.</summary>
internal static class Budgets
{
    public static readonly IReadOnlyList<Budget> All =
    [
        new(TargetNames.Gateway, Measures.Median(100), Bound.RatioAtMost, 1.25),
        new(TargetNames.Basic, Measures.Median(100), Bound.RatioAtMost, 1.5),
        new(TargetNames.Basic, Measures.Median(10_000), Bound.RatioAtMost, 2),
        new(TargetNames.Gateway, Measures.Median(1_000_000), Bound.RatioAtMost, 1.5),
        new(TargetNames.Basic, Measures.Median(1_000_000), Bound.RatioAtMost, 4),
        new(TargetNames.Basic, Measures.ProcessorTime(100), Bound.RatioAtMost, 2),
        new(TargetNames.Basic, Measures.Rate(64), Bound.RatioAtLeast, 0.3),
        new(TargetNames.Basic, Measures.Start(StartScenario.One.Name), Bound.AtMost, 120),
        new(TargetNames.Basic, Measures.Start(StartScenario.Fifty.Name), Bound.AtMost, 350),
        new(TargetNames.Basic, Measures.Start(StartScenario.Slow.Name), Bound.AtMost, 350),
        new(TargetNames.Basic, Measures.MemoryIdle, Bound.AtMost, 60),
        new(TargetNames.Basic, Measures.MemoryMany, Bound.AtMost, 65),
        new(TargetNames.Basic, Measures.MemoryAfter, Bound.AtMost, 80),
        new(TargetNames.Basic, Measures.Allocation(100), Bound.AtMost, 1_000),
        new(TargetNames.Basic, Measures.Allocation(1_000_000), Bound.AtMost, 1_000),
    ];

    /// <summary>Said in the report, so that nobody takes the table for all of them.</summary>
    public const string Elsewhere =
        "Not measured here: all rules (no target enables them), detection speed, the committed heap over a million calls.";
}
