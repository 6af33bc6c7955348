using System.IO.Pipes;
using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Transport;

/// <summary>The outbox over real pipes.</summary>
[Platform(Exclude = "Win")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class PipeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private int _broken;

    [SetUp]
    public void Forget() => _broken = 0;

    private (Outbox Outbox, AnonymousPipeServerStream Reader) Open(long bound)
    {
        var reader = new AnonymousPipeServerStream(PipeDirection.In);
        var writing = new Microsoft.Win32.SafeHandles.SafePipeHandle(reader.ClientSafePipeHandle.DangerousGetHandle(), ownsHandle: true);
        reader.ClientSafePipeHandle.SetHandleAsInvalid(); // the outbox owns it now
        return (new(new PipeByteWriter(writing), bound, _ => Interlocked.Increment(ref _broken)), reader);
    }

    [TestCase(1, 40, 300)]
    [TestCase(777, 1_500, 2_000)]
    [TestCase(100_000, 1_500, 20_000)]
    public void Nothing_is_torn_lost_or_out_of_order_with_many_senders_and_a_slow_reader(int chunk, int messages, int longest)
    {
        const int Senders = 4;
        var (outbox, reader) = Open(bound: 200_000);
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Factory.StartNew(() => Send(sender), TaskCreationOptions.LongRunning)).ToArray();
        var lines = new LineBuffer(new SlowStream(reader, chunk), 1_000_000);
        var next = new int[Senders];
        for (var i = 0; i < Senders * messages; i++)
        {
            Assert.That(lines.TryRead(out var start, out var length, out _), Is.True);
            var parts = Encoding.ASCII.GetString(lines.Bytes, start, length).Split(' ');
            var (sender, number) = (parts[0][0] - '0', int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
            if (number != next[sender]++ || parts[2] != Body(sender, number)) Assert.Fail($"sender {sender}, message {number}");
        }

        Assert.That(Task.WaitAll(senders, Limit), Is.True);
        Assert.That(outbox.Drain(Limit), Is.True);
        outbox.Dispose();
        Assert.That(lines.TryRead(out _, out _, out _), Is.False);
        Assert.That(_broken, Is.Zero);
        reader.Dispose();

        string Body(int sender, int number) => new((char)('a' + (number % 26)), new Random((sender * 100_000) + number).Next(longest));

        void Send(int sender)
        {
            var batch = new FlushBatch();
            FlushBatch.Current = sender % 2 == 0 ? batch : null;
            for (var i = 0; i < messages; i++)
            {
                if (outbox.IsOverBound)
                {
                    batch.Flush();
                    outbox.WaitForRoom();
                }

                outbox.Send(Encoding.ASCII.GetBytes($"{sender} {i} {Body(sender, i)}"));
                if (i % 7 == 0) batch.Flush();
            }

            batch.Flush();
            FlushBatch.Current = null;
        }
    }

    [Test]
    public void A_full_pipe_holds_no_sender_and_a_closed_one_is_told_once()
    {
        var (outbox, reader) = Open(bound: 1_000_000);
        var sent = 0;
        while (outbox.TrySend(new byte[10_000])) sent++;
        Assert.That(sent, Is.InRange(100, 120));
        reader.Dispose();
        Assert.That(() => _broken, Is.EqualTo(1).After((int)Limit.TotalMilliseconds, 5));
        Assert.That(outbox.Send("x"u8), Is.False);
        outbox.Dispose();
        Assert.That(_broken, Is.EqualTo(1));
    }

    private sealed class SlowStream(Stream inner, int most) : Stream
    {
        private int _reads;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (++_reads % 50 == 0) Thread.Yield();
            return inner.Read(buffer, offset, Math.Min(count, most));
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
