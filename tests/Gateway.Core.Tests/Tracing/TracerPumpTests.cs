using System.Diagnostics;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Text;
using Gateway.Core.Tracing;

namespace Gateway.Core.Tests.Tracing;

public class TracerPumpTests
{
    private TestLog _log = null!;
    private GuardedSession _session = null!;

    [SetUp]
    public void Create() => (_log, _session) = (new(), new());

    [TearDown]
    public void DisposeSession() => _session.Dispose();

    private TracerPump Of(TestTracer tracer) => new("t", tracer, wantsPayloads: false, new(_session.Pipeline), _log);

    // Told apart by the size of the answer.
    private static CallTrace Trace(int number, int size = 0) => new(TracedCall.Call())
    {
        BytesOut = number,
        Answer = size == 0 ? null : new() { Json = new byte[size], Place = Places.Text, Info = new() { Direction = Direction.ToClient, Method = "m", Server = "s" }, Exposure = Exposure.Masked },
    };

    [Test]
    public async Task Every_record_comes_in_order_and_disposing_waits_for_the_last()
    {
        var tracer = new TestTracer();
        var pump = Of(tracer);
        for (var i = 0; i < 3_000; i++) pump.Post(Trace(i));
        await pump.DisposeAsync();
        Assert.That(tracer.Records.Select(record => record.BytesOut), Is.EqualTo(Enumerable.Range(0, 3_000)));
        Assert.That(pump.Counters, Is.EqualTo(new TracerCounters { Written = 3_000, Dropped = 0, Failed = 0, IsFailing = false }));
        Assert.That(_log.Lines, Is.Empty);
        pump.Post(Trace(1)); // late, and nobody's fault
    }

    [Test]
    public async Task A_tracer_that_gets_nothing_is_never_called()
    {
        var tracer = new TestTracer();
        await Of(tracer).DisposeAsync();
        Assert.That(tracer.Batches, Is.Zero);
    }

    [Test]
    public async Task A_slow_tracer_loses_records_that_are_counted_and_delays_nobody()
    {
        var gate = new TaskCompletionSource();
        var tracer = new TestTracer(_ => new(gate.Task));
        var pump = Of(tracer);
        pump.Post(Trace(0));
        Assert.That(() => tracer.Batches, Is.EqualTo(1).After(10_000, 2));
        // The tracer is held until all have been posted: whoever waited for it would wait for ever.
        var posting = Task.Run(() =>
        {
            for (var i = 1; i <= TracerQueue.MostRecords + 1_000; i++) pump.Post(Trace(i));
        });
        await posting.WaitAsync(Patience.Limit);
        Assert.That(pump.Counters.Dropped, Is.EqualTo(1_000));
        gate.SetResult();
        await pump.DisposeAsync();
        Assert.That(tracer.Records, Has.Length.EqualTo(TracerQueue.MostRecords + 1));
        Assert.That(_log.Lines, Is.EqualTo(new[] { "tracer t was too slow for 1000 record(s), which are lost" }));
    }

    [Test]
    public async Task Long_records_that_wait_are_bounded_in_bytes()
    {
        var gate = new TaskCompletionSource();
        var tracer = new TestTracer(_ => new(gate.Task));
        var pump = Of(tracer);
        pump.Post(Trace(0));
        Assert.That(() => tracer.Batches, Is.EqualTo(1).After(10_000, 2));
        for (var i = 0; i < 1_000; i++) pump.Post(Trace(i, size: CallTracing.LongestPayload));
        var held = 1_000 - pump.Counters.Dropped;
        Assert.That(held * CallTracing.LongestPayload, Is.InRange(TracerQueue.MostBytes / 2, TracerQueue.MostBytes));
        gate.SetResult();
        await pump.DisposeAsync();
        Assert.That(pump.Counters.Written, Is.EqualTo(held + 1));
    }

    [TestCase(false, "InvalidOperationException")]
    [TestCase(true, "the disk is full")]
    public async Task A_failure_is_logged_once_and_the_next_batch_comes(bool speaks, string said)
    {
        var tracer = new TestTracer(_ => throw (speaks ? new TracerException("the disk is full") : new InvalidOperationException("s3cret")));
        var pump = Of(tracer);
        for (var i = 0; i < 3; i++)
        {
            pump.Post(Trace(i));
            var count = i + 1;
            Assert.That(() => tracer.Records, Has.Length.EqualTo(count).After(10_000, 2));
        }

        await pump.DisposeAsync();
        Assert.That(pump.Counters, Is.EqualTo(new TracerCounters { Written = 0, Dropped = 0, Failed = 3, IsFailing = true }));
        Assert.That(_log.Lines, Is.EqualTo(new[] { $"tracer t failed: {said}; what it loses is counted, later failures are not reported", "tracer t failed on 3 record(s), which are lost" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_stuck_tracer_is_left_after_five_seconds_and_what_it_lost_is_counted(bool heedsCancellation)
    {
        var never = new TaskCompletionSource();
        var tracer = new TestTracer(end => heedsCancellation ? new(Task.Delay(Timeout.Infinite, end)) : new(never.Task));
        var pump = Of(tracer);
        pump.Post(Trace(0));
        Assert.That(() => tracer.Batches, Is.EqualTo(1).After(10_000, 2));
        for (var i = 0; i < 600; i++) pump.Post(Trace(i));
        var watch = Stopwatch.StartNew();
        await pump.DisposeAsync();
        Assert.That(watch.Elapsed, Is.InRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)));
        never.TrySetResult();
        await Task.Delay(100);
        Assert.That(tracer.Batches, Is.EqualTo(1), "nothing is given to it after its time");
        Assert.That(_log.Lines, Is.EqualTo(new[] { "tracer t did not take its last records in time", "tracer t was too slow for 600 record(s), which are lost" }));
    }

    [Test]
    public async Task A_record_that_cannot_be_made_takes_no_other_with_it()
    {
        var tracer = new TestTracer();
        var pump = Of(tracer);
        pump.Post(Trace(1));
        pump.Post(new Unmakable());
        pump.Post(Trace(2));
        await pump.DisposeAsync();
        Assert.That(tracer.Records.Select(record => record.BytesOut), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(pump.Counters, Is.EqualTo(new TracerCounters { Written = 2, Dropped = 0, Failed = 1, IsFailing = false }));
    }

    private sealed class Unmakable : ITracedCall
    {
        public int Size => 1;

        public CallRecord ToRecord(TraceMask mask, bool withPayloads) => throw new InvalidOperationException("a secret");
    }
}
