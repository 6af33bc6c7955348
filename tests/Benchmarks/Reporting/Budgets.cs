using Benchmarks.Children;
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
        new(TargetNames.AllRules, Measures.Median(100), Bound.RatioAtMost, 1.8),
        new(TargetNames.AllRules, Measures.Median(10_000), Bound.RatioAtMost, 3.5),
        new(TargetNames.AllRules, Measures.Median(1_000_000), Bound.RatioAtMost, 10),
        new(TargetNames.Basic, Measures.ProcessorTime(100), Bound.RatioAtMost, 2),
        new(TargetNames.Gateway, Measures.Median(100, RemoteForm.Json), Bound.RatioAtMost, 1.3),
        new(TargetNames.Gateway, Measures.Median(100, RemoteForm.Events), Bound.RatioAtMost, 1.3),
        new(TargetNames.Basic, Measures.Median(100, RemoteForm.Json), Bound.RatioAtMost, 1.3),
        new(TargetNames.Basic, Measures.Median(100, RemoteForm.Events), Bound.RatioAtMost, 1.3),
        new(TargetNames.Gateway, Measures.Median(10_000, RemoteForm.Json), Bound.RatioAtMost, 1.3),
        new(TargetNames.Gateway, Measures.Median(10_000, RemoteForm.Events), Bound.RatioAtMost, 1.3),
        new(TargetNames.Basic, Measures.Rate(64), Bound.RatioAtLeast, 0.3),
        new(TargetNames.Basic, Measures.Start(StartScenario.One.Name), Bound.AtMost, 120),
        new(TargetNames.Basic, Measures.Start(StartScenario.Fifty.Name), Bound.AtMost, 350),
        new(TargetNames.Basic, Measures.Start(StartScenario.Slow.Name), Bound.AtMost, 350),
        new(TargetNames.Basic, Measures.MemoryIdle, Bound.AtMost, 60),
        new(TargetNames.Basic, Measures.MemoryMany, Bound.AtMost, 65),
        new(TargetNames.Basic, Measures.MemoryAfter, Bound.AtMost, 80),
        new(TargetNames.Basic, Measures.Allocation(100), Bound.AtMost, 1_000),
        new(TargetNames.Basic, Measures.Allocation(1_000_000), Bound.AtMost, 1_000),
        new(TargetNames.Basic, Measures.Detection, Bound.AtLeast, 500),
        new(TargetNames.AllRules, Measures.Detection, Bound.AtLeast, 250),
        new(TargetNames.Gateway, Measures.IdleGuardrail("text"), Bound.AtMost, 1),
        new(TargetNames.Gateway, Measures.IdleGuardrail("message"), Bound.AtMost, 1),
        new(TargetNames.Gateway, Measures.TracerPath("jsonl"), Bound.AtMost, 1),
        new(TargetNames.Gateway, Measures.TracerPath("xetrack"), Bound.AtMost, 1),
        new(TargetNames.Gateway, Measures.TracerRate("jsonl"), Bound.AtLeast, 50_000),
        new(TargetNames.Gateway, Measures.TracerRate("xetrack"), Bound.AtLeast, 50_000),
        new(TargetNames.Basic, Measures.WarmStartGrowth(10), Bound.AtMost, 1.5),
        new(TargetNames.Basic, Measures.WarmStartGrowth(50), Bound.AtMost, 1.5),
        new(TargetNames.Basic, Measures.Idle, Bound.AtMost, 10),
        new(TargetNames.Gateway, Measures.FrontMedian(100), Bound.RatioAtMost, 1.3),
        new(TargetNames.Gateway, Measures.FrontMedian(10_000), Bound.RatioAtMost, 1.3),
        new(TargetNames.Gateway, Measures.FrontSessions(1_000), Bound.AtMost, 60),
    ];

    /// <summary>Said in the report, so that nobody takes the table for all of them.</summary>
    public const string Elsewhere =
        "The budgets of basic were made for twelve kinds; it has all of its rules. The memory over a million calls is held by the soak.";
}
