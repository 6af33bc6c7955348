using Benchmarks.Children;
using Benchmarks.Phases;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>Gateways in homes that they know, and one that has nothing to do.</summary>
internal sealed class Lifecycle(Plan plan, EchoChild echo, IReadOnlyList<Target> targets, Samples samples)
{
    private static readonly int[] Sizes = [1, 10, 50];

    public void Run()
    {
        foreach (var target in targets) target.Attempt(() => MeasureStarts(target));
        foreach (var target in targets) target.Attempt(() => MeasureIdle(target));
    }

    private void MeasureStarts(Target target)
    {
        Console.Error.WriteLine($"Starts of {target.Name} with a warm cache");
        WarmStartPhase[] homes = [.. Sizes.Select(size => new WarmStartPhase(echo, target, size))];
        try
        {
            MeasureStarts(target, homes);
        }
        finally
        {
            foreach (var home in homes) home.Dispose();
        }
    }

    private void MeasureStarts(Target target, IReadOnlyList<WarmStartPhase> homes)
    {
        for (var round = 0; round < plan.Starts; round++)
        {
            var one = 0d;
            foreach (var home in homes)
            {
                var milliseconds = home.Run();
                samples.Add(new Reading(Measures.WarmStart(home.Children), milliseconds), target, round);
                if (home.Children == 1) one = milliseconds;
                else samples.Add(new Reading(Measures.WarmStartGrowth(home.Children), milliseconds / one), target, round);
            }
        }
    }

    private void MeasureIdle(Target target)
    {
        Console.Error.WriteLine($"A minute of {target.Name} with 50 idle servers");
        if (IdlePhase.Run(echo, target, plan.Idle) is { } milliseconds) samples.Add(new Reading(Measures.Idle, milliseconds), target, 0);
    }
}
