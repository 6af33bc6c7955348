using System.Diagnostics;
using Benchmarks.Children;
using Benchmarks.Driving;
using Benchmarks.Reporting;
using Benchmarks.Targets;

namespace Benchmarks.Phases;

/// <summary>From spawn to the tools/list that has the tools of all children, with no cache to help.</summary>
internal sealed class StartPhase(EchoChild echo)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public IReadOnlyList<Reading> Run(Target target, StartScenario scenario)
    {
        var children = scenario.CreateChildren(echo);
        string[] tools = [.. children.Select(child => target.ToolName(child, EchoChild.Tool))];

        // The launch, which writes a gateway's configuration, is made before the clock starts.
        var begin = 0L;
        using var session = Session.Start(folder =>
        {
            var launch = target.Launch(children, folder);
            begin = Stopwatch.GetTimestamp();
            return launch;
        });
        var arrived = Handshake.Run(session, tools);

        List<Reading> readings = [new(scenario.Measure, Stopwatch.GetElapsedTime(begin, arrived).TotalMilliseconds)];
        if (scenario.Memory is { } memory)
        {
            Thread.Sleep(Settling);
            if (ResidentMemory.Read(session.ProcessId) is { } megabytes)
            {
                readings.Add(new(memory, megabytes));
            }
        }

        return readings;
    }
}
