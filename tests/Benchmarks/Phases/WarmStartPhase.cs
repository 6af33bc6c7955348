using System.Diagnostics;
using Benchmarks.Children;
using Benchmarks.Driving;
using Benchmarks.Targets;

namespace Benchmarks.Phases;

/// <summary>From spawn to the tools/list that has the tools of all children, in a home where they were started before.</summary>
internal sealed class WarmStartPhase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName;
    private readonly string[] _tools;
    private readonly Launch _launch;

    public WarmStartPhase(EchoChild echo, Target target, int children)
    {
        Children = children;
        Child[] all = [.. Enumerable.Range(1, children).Select(number => echo.Create($"c{number:00}"))];
        _tools = [.. all.Select(child => target.ToolName(child, EchoChild.Tool))];
        _launch = target.Launch(all, _folder);
        Run();
        Run(); // the first may have ended before the last server was remembered
    }

    public int Children { get; }

    /// <returns>Milliseconds.</returns>
    public double Run()
    {
        var begin = 0L;
        using var session = Session.Start(
            _ =>
            {
                begin = Stopwatch.GetTimestamp();
                return _launch;
            },
            Path.Combine(_folder, "home"));
        return Stopwatch.GetElapsedTime(begin, Handshake.Run(session, _tools)).TotalMilliseconds;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
