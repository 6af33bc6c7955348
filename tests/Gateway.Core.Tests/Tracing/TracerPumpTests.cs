using System.Diagnostics;
using Gateway.Core.Tracing;

namespace Gateway.Core.Tests.Tracing;

public class TracerPumpTests
{
    private const int Capacity = 4096;

    private TestLog _log = null!;

    [SetUp]
    public void CreateLog() => _log = new();

    private TracerPump Of(TestTracer tracer) => new("t", tracer, wantsPayloads: false, _log);

    private static CallRecord Record(int id) => new()
    {
        Id = $"{id}",
        Time = default,
        Outcome = "ok",
        Findings = new Dictionary<string, int>(),
        Request = new() { Direction = Direction.ToServer, Method = "tools/call", Server = "s" },
    };

    [Test]
    public async Task Every_record_comes_in_order_and_disposing_waits_for_the_last()
    {
        var tracer = new TestTracer();
        var pump = Of(tracer);
        for (var i = 0; i < 3_000; i++) pump.Post(Record(i));
        await pump.DisposeAsync();
        Assert.That(tracer.Records.Select(record => record.Id), Is.EqualTo(Enumerable.Range(0, 3_000).Select(i => $"{i}")));
        Assert.That(pump.Dropped, Is.Zero);
        Assert.That(_log.Lines, Is.Empty);
        pump.Post(Record(1)); // late, and nobody's fault
    }

    [Test]
    public async Task A_slow_tracer_loses_records_that_are_counted_and_delays_nobody()
    {
        var gate = new TaskCompletionSource();
        var tracer = new TestTracer(_ => new(gate.Task));
        var pump = Of(tracer);
        pump.Post(Record(0));
        Assert.That(() => tracer.Batches, Is.EqualTo(1).After(10_000, 2));
        var watch = Stopwatch.StartNew();
        for (var i = 1; i <= Capacity + 1_000; i++) pump.Post(Record(i));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(pump.Dropped, Is.EqualTo(1_000));
        gate.SetResult();
        await pump.DisposeAsync();
        Assert.That(tracer.Records, Has.Length.EqualTo(Capacity + 1));
        Assert.That(_log.Lines, Is.EqualTo(new[] { "tracer t was too slow for 1000 record(s), which are lost" }));
    }

    [Test]
    public async Task A_failure_is_logged_once_by_its_type_and_the_next_batch_comes()
    {
        var tracer = new TestTracer(_ => throw new InvalidOperationException("s3cret"));
        var pump = Of(tracer);
        for (var i = 0; i < 3; i++)
        {
            pump.Post(Record(i));
            var count = i + 1;
            Assert.That(() => tracer.Records, Has.Length.EqualTo(count).After(10_000, 2));
        }

        await pump.DisposeAsync();
        Assert.That(_log.Lines, Is.EqualTo(new[] { "tracer t failed: InvalidOperationException; later failures are not reported" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_stuck_tracer_is_left_after_five_seconds_and_what_it_lost_is_counted(bool heedsCancellation)
    {
        var never = new TaskCompletionSource();
        var tracer = new TestTracer(end => heedsCancellation ? new(Task.Delay(Timeout.Infinite, end)) : new(never.Task));
        var pump = Of(tracer);
        pump.Post(Record(0));
        Assert.That(() => tracer.Batches, Is.EqualTo(1).After(10_000, 2));
        for (var i = 0; i < 600; i++) pump.Post(Record(i));
        var watch = Stopwatch.StartNew();
        await pump.DisposeAsync();
        Assert.That(watch.Elapsed, Is.InRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)));
        never.TrySetResult();
        await Task.Delay(100);
        Assert.That(tracer.Batches, Is.EqualTo(1), "nothing is given to it after its time");
        Assert.That(_log.Lines, Is.EqualTo(new[] { "tracer t did not take its last records in time", "tracer t was too slow for 600 record(s), which are lost" }));
    }
}
