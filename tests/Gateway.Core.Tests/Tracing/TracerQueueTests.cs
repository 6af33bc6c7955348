using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tracing;

namespace Gateway.Core.Tests.Tracing;

internal sealed class TracerQueueTests
{
    [Test]
    public void Who_sleeps_is_woken_by_the_next_record_however_often()
    {
        var queue = new TracerQueue();
        for (var round = 0; round < 3; round++)
        {
            var batch = new List<ITracedCall>();
            var taker = new Thread(() => queue.TryTake(batch)) { IsBackground = true };
            taker.Start();
            Assert.That(() => taker.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Is.True.After((int)Patience.Limit.TotalMilliseconds, 2));
            var trace = new CallTrace(TracedCall.Call());
            Assert.That(queue.TryAdd(trace), Is.True);
            Assert.That(taker.Join(Patience.Limit), Is.True, "it sleeps on");
            Assert.That(batch, Is.EqualTo(new[] { trace }));
        }
    }

    [Test]
    public void Who_sleeps_is_woken_by_the_end()
    {
        var queue = new TracerQueue();
        var hasTaken = true;
        var taker = new Thread(() => hasTaken = queue.TryTake([])) { IsBackground = true };
        taker.Start();
        Assert.That(() => taker.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Is.True.After((int)Patience.Limit.TotalMilliseconds, 2));
        queue.Close();
        Assert.That(taker.Join(Patience.Limit), Is.True, "it sleeps on");
        Assert.That(hasTaken, Is.False);
    }
}
