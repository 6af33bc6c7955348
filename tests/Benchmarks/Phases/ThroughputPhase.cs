using System.Buffers;
using System.Diagnostics;
using Benchmarks.Driving;
using Benchmarks.Reporting;

namespace Benchmarks.Phases;

/// <summary>A fixed number of calls in flight: each answer is followed by the next request.</summary>
internal sealed class ThroughputPhase(int inFlight) : IPhase
{
    private const int Size = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public string Name => $"{inFlight} in flight";

    public Measure Disturbance => Measures.Rate(inFlight);

    public IReadOnlyList<Reading> Run(Client client, TimeSpan duration)
    {
        var session = client.Session;
        var call = client.Call(Size);
        var waiting = new HashSet<long>(inFlight);
        var batch = new ArrayBufferWriter<byte>(inFlight * 256);
        session.Limit(Limit);

        long count = 0;
        var processorTime = ProcessorTime.Read(session.ProcessId);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < inFlight; i++)
        {
            Enqueue();
        }

        session.Write(batch.WrittenSpan);
        while (waiting.Count > 0)
        {
            // All that has arrived is answered by one write, as a busy client does; the pipe holds far more than the batch.
            batch.ResetWrittenCount();
            var frame = session.Read();
            var isOpen = Stopwatch.GetElapsedTime(begin) < duration;
            do
            {
                if (call.Check(frame) is var id and >= 0)
                {
                    Take(id);
                    if (isOpen)
                    {
                        Enqueue();
                    }
                }
            }
            while (session.TryRead(out frame));

            if (batch.WrittenCount > 0)
            {
                session.Write(batch.WrittenSpan);
            }
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        processorTime = ProcessorTime.Read(session.ProcessId) - processorTime;
        session.Unlimit();
        List<Reading> readings = [new(Measures.Rate(inFlight), count / seconds)];
        if (inFlight > 1 && processorTime is { } time)
        {
            readings.Add(new(Measures.ProcessorTimeOfMany(inFlight), time.TotalMicroseconds / count));
        }

        return readings;

        void Enqueue()
        {
            var id = session.NextId();
            waiting.Add(id);
            batch.Write(call.Request(id));
        }

        void Take(long id)
        {
            if (!waiting.Remove(id))
            {
                throw new BenchmarkException($"answers id {id}, which nobody is waiting for");
            }

            count++;
        }
    }
}
