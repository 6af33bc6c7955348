using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Transport;

public class OutboxTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private int _broken;

    [SetUp]
    public void Forget() => _broken = 0;

    private Outbox Of(IByteWriter writer, long bound = 1_000_000) => new(writer, bound, _ => Interlocked.Increment(ref _broken));

    [Test]
    public void A_message_goes_out_at_once_with_its_splices_and_a_line_end()
    {
        var writer = new RecordingWriter();
        using var outbox = Of(writer);
        scoped var splices = default(Splices);
        splices.Replace(new(6, 1), "123"u8);
        Assert.That(outbox.TrySend("{\"id\":7}"u8, splices), Is.True);
        Assert.That(outbox.Send("{}"u8), Is.True);
        Assert.That(writer.Text, Is.EqualTo("{\"id\":123}\n{}\n"));
        Assert.That(outbox.Waiting, Is.Zero);
    }

    [Test]
    public void Over_the_bound_calls_are_refused_and_answers_are_not()
    {
        var writer = new RecordingWriter();
        writer.Close();
        using var outbox = Of(writer, bound: 25);
        Assert.That(outbox.TrySend("123456789"u8), Is.True);
        Assert.That(outbox.TrySend("123456789"u8), Is.True);
        Assert.That(outbox.IsOverBound, Is.False);
        Assert.That(outbox.TrySend("123456789"u8), Is.True, "the one that crosses it");
        Assert.That(outbox.IsOverBound, Is.True);
        Assert.That(outbox.TrySend("x"u8), Is.False);
        Assert.That(outbox.Send("y"u8), Is.True);
        Assert.That(outbox.Waiting, Is.EqualTo(32));
        writer.Open();
        Assert.That(outbox.Drain(Limit), Is.True);
        Assert.That(writer.Text, Is.EqualTo("123456789\n123456789\n123456789\ny\n"));
        Assert.That(outbox.TrySend("x"u8), Is.True);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Who_waits_for_room_goes_on_when_it_is_drained_or_disposed(bool isDisposed)
    {
        var writer = new RecordingWriter();
        writer.Close();
        using var outbox = Of(writer, bound: 10);
        outbox.Send(new byte[100]);
        var waits = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(outbox.WaitForRoom, TaskCreationOptions.LongRunning)).ToArray();
        Assert.That(Task.WaitAll(waits, 50), Is.False);
        if (isDisposed) outbox.Dispose();
        else writer.Open();
        Assert.That(Task.WaitAll(waits, Limit), Is.True);
    }

    [Test]
    public void A_peer_that_takes_nothing_holds_no_sender()
    {
        var writer = new RecordingWriter { Most = 3 };
        writer.Close();
        using var outbox = Of(writer);
        var expected = new StringBuilder();
        for (var i = 0; i < 100; i++)
        {
            Assert.That(outbox.Send(Encoding.UTF8.GetBytes($"message {i}")), Is.True);
            expected.Append("message ").Append(i).Append('\n');
        }

        Assert.That(outbox.Drain(TimeSpan.FromMilliseconds(20)), Is.False);
        writer.Open();
        Assert.That(outbox.Drain(Limit), Is.True);
        Assert.That(writer.Text, Is.EqualTo(expected.ToString()));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_peer_that_is_gone_is_told_once_and_nothing_is_taken_any_more(bool whileWaiting)
    {
        var writer = new RecordingWriter();
        using var outbox = Of(writer);
        if (whileWaiting)
        {
            writer.Close();
            outbox.Send("waits"u8);
        }

        writer.IsBroken = true;
        writer.Open();
        outbox.Send("x"u8);
        Assert.That(() => outbox.Send("y"u8), Is.False.After((int)Limit.TotalMilliseconds, 5));
        Assert.That(() => _broken, Is.EqualTo(1).After((int)Limit.TotalMilliseconds, 5));
        Assert.That((outbox.TrySend("z"u8), outbox.Send("z"u8), writer.IsDisposed, outbox.Waiting), Is.EqualTo((false, false, true, 0L)));
        outbox.Flush();
        outbox.WaitForRoom();
        outbox.Dispose();
        Assert.That(_broken, Is.EqualTo(1));
    }

    [Test]
    public void An_end_of_our_own_is_no_broken_peer()
    {
        var writer = new RecordingWriter();
        writer.Close();
        var outbox = Of(writer);
        outbox.Send("x"u8);
        outbox.Dispose();
        outbox.Dispose();
        Assert.That((outbox.Send("y"u8), outbox.Drain(Limit), _broken), Is.EqualTo((false, true, 0)));
    }

    [Test]
    public void A_batch_goes_out_in_one_write_to_each_peer()
    {
        var (one, other) = (new RecordingWriter(), new RecordingWriter());
        using var first = Of(one);
        using var second = Of(other);
        FlushBatch.Current = new();
        try
        {
            for (var i = 0; i < 5; i++)
            {
                first.Send("a"u8);
                second.TrySend("b"u8);
            }

            Assert.That(one.Text + other.Text, Is.Empty);
            FlushBatch.Current.Flush();
            Assert.That((one.Text, one.Writes, other.Text, other.Writes), Is.EqualTo(("a\na\na\na\na\n", 1, "b\nb\nb\nb\nb\n", 1)));
            FlushBatch.Current.Flush();
            Assert.That(one.Writes, Is.EqualTo(1));
        }
        finally
        {
            FlushBatch.Current = null;
        }
    }

    [Test]
    public void Every_size_of_message_survives_growing_and_shrinking()
    {
        var random = new Random(8);
        var writer = new RecordingWriter { Most = 10_000 };
        using var outbox = Of(writer, long.MaxValue);
        var expected = new StringBuilder();
        for (var i = 0; i < 1_500; i++)
        {
            var text = new string((char)random.Next('a', 'z'), random.Next(60) == 0 ? random.Next(300_000) : random.Next(200));
            outbox.Send(Encoding.ASCII.GetBytes(text));
            expected.Append(text).Append('\n');
        }

        Assert.That(outbox.Drain(Limit), Is.True);
        Assert.That(writer.Text == expected.ToString(), Is.True);
    }
}
