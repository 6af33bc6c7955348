using Benchmarks.Children;
using Benchmarks.Phases;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>Every start scenario on every target, in turn.</summary>
internal sealed class Starts(Plan plan, EchoChild echo, TargetList targets, Samples samples, ICollection<string> remarks)
{
    private readonly StartPhase _phase = new(echo);

    public void Run()
    {
        foreach (var target in targets.InTurn(round: 0))
        {
            target.Attempt(() => _phase.Run(target, StartScenario.One)); // does not count: files and driver are cold
        }

        foreach (var scenario in StartScenario.All)
        {
            Console.Error.WriteLine($"Start with {scenario.Name}");
            Run(scenario);
        }
    }

    private void Run(StartScenario scenario)
    {
        var failed = new HashSet<Target>();
        for (var round = 0; round < plan.Starts; round++)
        {
            foreach (var target in targets.InTurn(round).Where(target => target.IsGateway || !scenario.NeedsGateway).Except(failed))
            {
                try
                {
                    samples.Add(_phase.Run(target, scenario), target, round);
                }
                catch (BenchmarkException error)
                {
                    failed.Add(target); // the other scenarios may still work
                    remarks.Add($"{target.Name}, start with {scenario.Name}: {error.Message}");
                }
            }
        }
    }
}
