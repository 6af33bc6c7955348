using Benchmarks.Children;
using Benchmarks.Driving;
using Benchmarks.Targets;

namespace Benchmarks.Phases;

/// <summary>The processor time of a target that has fifty servers and nothing to do.</summary>
internal static class IdlePhase
{
    private const int Servers = 50;

    // What a start leaves to do: the tiered compiler waits, files are looked at, servers are remembered.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <returns>Milliseconds for a minute; null where the clock of a process cannot be read.</returns>
    public static double? Run(EchoChild echo, Target target, TimeSpan time)
    {
        Child[] children = [.. Enumerable.Range(1, Servers).Select(number => echo.Create($"c{number:00}"))];
        using var session = Session.Start(folder => target.Launch(children, folder));
        Handshake.Run(session, [.. children.Select(child => target.ToolName(child, EchoChild.Tool))]);
        Thread.Sleep(Settling);
        var before = ProcessorTime.Read(session.ProcessId);
        Thread.Sleep(time);
        return (ProcessorTime.Read(session.ProcessId) - before)?.TotalMilliseconds / time.TotalMinutes;
    }
}
