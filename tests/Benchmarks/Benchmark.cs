using Benchmarks.Children;
using Benchmarks.Driving;
using Benchmarks.Phases;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks;

/// <summary>One run: every phase on every target, round by round, so that all meet the same weather.</summary>
internal sealed class Benchmark(Plan plan, EchoChild echo, IReadOnlyList<Target> targets)
{
    private static readonly IReadOnlyList<IPhase> Phases =
    [
        new LatencyPhase(100), new LatencyPhase(10_000), new LatencyPhase(1_000_000),
        new ThroughputPhase(1), new ThroughputPhase(8), new ThroughputPhase(64),
    ];

    private readonly List<string> _remarks = [];

    public Samples Samples { get; } = new();

    /// <summary>What must be known to read the samples.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. targets.Where(target => target.Failure is not null).Select(target => $"{target.Name}: {target.Failure}"),
        .. _remarks,
    ];

    public void Run()
    {
        MeasureStarts();
        var clients = new List<Client>();
        try
        {
            OpenClients(clients);
            MeasureRounds(clients);
            RepeatDisturbed(clients);
            MeasureMemory(clients);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private void MeasureStarts()
    {
        var phase = new StartPhase(echo);
        foreach (var target in targets)
        {
            Attempt(target, () => phase.Run(target, StartScenario.One)); // does not count: files and driver are cold
        }

        foreach (var scenario in StartScenario.All)
        {
            Progress($"Start with {scenario.Name}");
            var failed = new HashSet<Target>();
            for (var round = 0; round < plan.Starts; round++)
            {
                foreach (var target in InTurn(round).Where(target => target.IsGateway || !scenario.NeedsGateway).Except(failed))
                {
                    try
                    {
                        Add(phase.Run(target, scenario), target, round);
                    }
                    catch (BenchmarkException error)
                    {
                        failed.Add(target); // the other scenarios may still work
                        _remarks.Add($"{target.Name}, start with {scenario.Name}: {error.Message}");
                    }
                }
            }
        }
    }

    private void OpenClients(List<Client> clients)
    {
        foreach (var target in targets.Where(target => target.Failure is null))
        {
            Progress($"Warm-up of {target.Name}");
            Attempt(target, () =>
            {
                var client = new Client(target, echo);
                clients.Add(client);
                foreach (var phase in Phases)
                {
                    phase.Run(client, plan.Warmup);
                }
            });
        }
    }

    private void MeasureRounds(List<Client> clients)
    {
        for (var round = 0; round < plan.Rounds; round++)
        {
            Progress($"Round {round + 1} of {plan.Rounds}");
            foreach (var phase in Phases)
            {
                MeasureRound(phase, clients, round);
            }
        }
    }

    private void RepeatDisturbed(List<Client> clients)
    {
        foreach (var phase in Phases)
        {
            var repeated = 0;
            for (var repeat = 0; repeat < plan.Repeats; repeat++)
            {
                foreach (var round in Samples.DisturbedRounds(phase.Disturbance, TargetNames.Direct))
                {
                    Progress($"Again, because it was disturbed: {phase.Name}, round {round + 1}");
                    MeasureRound(phase, clients, round);
                    repeated++;
                }
            }

            if (repeated > 0)
            {
                var left = Samples.DisturbedRounds(phase.Disturbance, TargetNames.Direct).Count;
                _remarks.Add($"{phase.Name}: disturbed rounds measured again {repeated} times, {left} of {plan.Rounds} stayed disturbed");
            }
        }
    }

    private void MeasureRound(IPhase phase, List<Client> clients, int round)
    {
        foreach (var target in InTurn(round))
        {
            if (clients.Find(client => client.Target == target) is { } client)
            {
                Attempt(target, () => Add(phase.Run(client, plan.Phase), target, round));
            }
        }
    }

    private void MeasureMemory(List<Client> clients)
    {
        foreach (var client in clients.Where(client => client.Target.Failure is null))
        {
            if (ResidentMemory.Read(client.Session.ProcessId) is { } megabytes)
            {
                Samples.Add(new Reading(Measures.MemoryAfter, megabytes), client.Target, round: 0);
            }
        }
    }

    /// <summary>The targets that still answer, in another order each round: none always follows the same one.</summary>
    private IEnumerable<Target> InTurn(int round) => Enumerable.Range(0, targets.Count)
        .Select(place => targets[(place + round) % targets.Count])
        .Where(target => target.Failure is null);

    private void Add(IReadOnlyList<Reading> readings, Target target, int round)
    {
        foreach (var reading in readings)
        {
            Samples.Add(reading, target, round);
        }
    }

    private static void Attempt(Target target, Action action)
    {
        try
        {
            action();
        }
        catch (BenchmarkException error)
        {
            Progress($"{target.Name}: {error.Message}");
            target.GiveUp(error.Message);
        }
    }

    private static void Progress(string what) => Console.Error.WriteLine(what);
}
