using System.Diagnostics;
using Benchmarks.Children;
using Benchmarks.Driving;
using Benchmarks.Reporting;

namespace Benchmarks.Phases;

/// <summary>One call at a time.</summary>
/// <param name="size">Of the answer's text.</param>
/// <param name="form">Of the answer, from a remote child; null for one behind pipes.</param>
internal sealed class LatencyPhase(int size, RemoteForm? form = null) : IPhase
{
    private const int FewestCalls = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly long[] _ticks = new long[200_000]; // made once: nothing is allocated while the clock runs

    public string Name => $"{Measures.SizeName(size)}{(form is null ? "" : $" as {form.Name}")}, one at a time";

    public Measure Disturbance => Measures.Median(size, form);

    public IReadOnlyList<Reading> Run(Client client, TimeSpan duration)
    {
        var session = client.Session;
        var call = client.Call(size, form?.Tool ?? EchoChild.Tool);
        session.Limit(Limit);

        var count = 0;
        var processorTime = ProcessorTime.Read(session.ProcessId);
        var begin = Stopwatch.GetTimestamp();
        while (count < _ticks.Length && (count < FewestCalls || Stopwatch.GetElapsedTime(begin) < duration))
        {
            var id = session.NextId();
            var start = Stopwatch.GetTimestamp();
            var frame = call.Send(id);
            _ticks[count++] = Stopwatch.GetTimestamp() - start;
            call.Check(frame, id);
        }

        processorTime = ProcessorTime.Read(session.ProcessId) - processorTime;
        session.Unlimit();
        var ticks = _ticks.AsSpan(0, count);
        ticks.Sort();
        List<Reading> readings =
        [
            new(Measures.Median(size, form), Microseconds(ticks[count / 2])),
            new(Measures.Slowest(size, form), Microseconds(ticks[count * 99 / 100])),
        ];
        if (processorTime is { } time)
        {
            readings.Add(new(Measures.ProcessorTime(size, form), time.TotalMicroseconds / count));
        }

        return readings;
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
