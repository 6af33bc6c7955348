using Benchmarks.Children;
using Benchmarks.Driving;
using Benchmarks.Phases;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>Every phase on every target, round by round, so that all meet the same weather.</summary>
/// <param name="plan">How much.</param>
/// <param name="targets">On what.</param>
/// <param name="weather">The target that tells which rounds were disturbed.</param>
/// <param name="samples">Takes the readings.</param>
/// <param name="remarks">Takes what must be known to read them.</param>
internal sealed class Rounds(Plan plan, TargetList targets, string weather, Samples samples, ICollection<string> remarks)
{
    private readonly Dictionary<Target, Client> _clients = [];

    public required IReadOnlyList<IPhase> Phases { get; init; }

    /// <summary>What stands behind each target.</summary>
    public required Child Child { get; init; }

    public required IReadOnlyCollection<string> Tools { get; init; }

    /// <summary>Measures the phases; then the memory too, if asked.</summary>
    public void Run(bool withMemory)
    {
        try
        {
            OpenSessions();
            for (var round = 0; round < plan.Rounds; round++)
            {
                Console.Error.WriteLine($"Round {round + 1} of {plan.Rounds}");
                foreach (var phase in Phases)
                {
                    Measure(phase, round);
                }
            }

            foreach (var phase in Phases)
            {
                RepeatDisturbed(phase);
            }

            if (withMemory)
            {
                MeasureMemory();
            }
        }
        finally
        {
            foreach (var client in _clients.Values)
            {
                client.Dispose();
            }
        }
    }

    private void OpenSessions()
    {
        foreach (var target in targets.InTurn(round: 0))
        {
            Console.Error.WriteLine($"Warm-up of {target.Name}");
            target.Attempt(() =>
            {
                var client = new Client(target, Child, Tools);
                _clients.Add(target, client);
                foreach (var phase in Phases)
                {
                    phase.Run(client, plan.Warmup);
                }
            });
        }
    }

    private void Measure(IPhase phase, int round)
    {
        foreach (var target in targets.InTurn(round))
        {
            target.Attempt(() => samples.Add(phase.Run(_clients[target], plan.Phase), target, round));
        }
    }

    private void RepeatDisturbed(IPhase phase)
    {
        var repeated = 0;
        for (var repeat = 0; repeat < plan.Repeats; repeat++)
        {
            foreach (var round in samples.DisturbedRounds(phase.Disturbance, weather))
            {
                Console.Error.WriteLine($"Again, because it was disturbed: {phase.Name}, round {round + 1}");
                Measure(phase, round);
                repeated++;
            }
        }

        if (repeated > 0)
        {
            var left = samples.DisturbedRounds(phase.Disturbance, weather).Count;
            remarks.Add($"{phase.Name}: {repeated} disturbed rounds were measured again; {left} of {plan.Rounds} stayed disturbed");
        }
    }

    private void MeasureMemory()
    {
        foreach (var target in targets.InTurn(round: 0))
        {
            if (ResidentMemory.Read(_clients[target].Session.ProcessId) is { } megabytes)
            {
                samples.Add(new Reading(Measures.MemoryAfter, megabytes), target, round: 0);
            }
        }
    }
}
