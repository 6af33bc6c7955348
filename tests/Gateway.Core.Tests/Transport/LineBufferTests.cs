using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Transport;

public class LineBufferTests
{
    private static LineBuffer Over(string text, int chunk, long limit = 1_000_000) => new(new ChunkStream(Encoding.UTF8.GetBytes(text), () => chunk), limit);

    // A line that is too long is told as its length.
    private static List<string> Lines(IMessageSource buffer)
    {
        var lines = new List<string>();
        while (buffer.TryRead(out var start, out var length, out var fault))
        {
            if (fault == LineFault.None)
            {
                lines.Add(Encoding.UTF8.GetString(buffer.Bytes, start, length));
                continue;
            }

            long over = 0;
            buffer.Discard(part => over += part.Length);
            lines.Add($"({over})");
        }

        return lines;
    }

    [Test]
    public void Lines_are_the_same_for_every_size_of_read()
    {
        const string Text = "one\n\ntwo é 😀\r\n   \n" + "three\nfour";
        for (var chunk = 1; chunk < 40; chunk++) Assert.That(Lines(Over(Text, chunk)), Is.EqualTo(new[] { "one", "", "two é 😀\r", "   ", "three" }), $"{chunk}");
    }

    [TestCase("")]
    [TestCase("no end")]
    public void A_part_line_at_the_end_is_dropped(string text) => Assert.That(Lines(Over(text, 3)), Is.Empty);

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100)]
    [TestCase(101)]
    [TestCase(1_000)]
    [TestCase(100_000)]
    public void A_line_over_the_limit_is_read_over_however_it_comes(int chunk)
    {
        var text = $"a\n{new string('x', 100)}\n{new string('y', 101)}\nb\n{new string('z', 5_000)}\n\nc\n{new string('z', 200)}";
        Assert.That(Lines(Over(text, chunk, limit: 100)), Is.EqualTo(new[] { "a", new string('x', 100), "(101)", "b", "(5000)", "", "c", "(200)" }));
    }

    [Test]
    public void Random_lines_in_random_reads_come_whole()
    {
        var random = new Random(99);
        for (var round = 0; round < 30; round++)
        {
            var lines = Enumerable.Range(0, 200).Select(_ => new string((char)random.Next('a', 'z'), random.Next(10) == 0 ? random.Next(200_000) : random.Next(300))).ToArray();
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            var largest = random.Next(1, 200_000);
            var expected = lines.Select(line => line.Length > 150_000 ? $"({line.Length})" : line);
            Assert.That(Lines(new LineBuffer(new ChunkStream(bytes, () => random.Next(1, largest + 1)), 150_000)).SequenceEqual(expected), Is.True, $"round {round}");
        }
    }

    [Test]
    public void A_fork_has_the_rest_and_the_stream()
    {
        for (var chunk = 1; chunk < 30; chunk++)
        {
            var first = Over("one\ntwo\nthree\nfour\nfive\n", chunk);
            Assert.That(first.TryRead(out var start, out var length, out _), Is.True);
            var fork = first.Fork();
            Assert.That(fork.Bytes, Is.Not.SameAs(first.Bytes));
            Assert.That(Encoding.UTF8.GetString(first.Bytes, start, length), Is.EqualTo("one"), "the stuck thread's line stays");
            Assert.That(Lines(fork), Is.EqualTo(new[] { "two", "three", "four", "five" }));
        }
    }

    [Test]
    public void It_is_known_whether_a_whole_line_is_left()
    {
        var buffer = Over("one\ntwo\nthr", 100);
        Assert.That(buffer.HasMore, Is.False);
        buffer.TryRead(out _, out _, out _);
        Assert.That(buffer.HasMore, Is.True);
        buffer.TryRead(out _, out _, out _);
        Assert.That(buffer.HasMore, Is.False);
    }

    [Test]
    public void A_buffer_for_long_lines_is_given_back()
    {
        var text = new string('x', 900_000) + "\n" + string.Concat(Enumerable.Repeat("short line\n", 20_000));
        var random = new Random(3);
        var buffer = new LineBuffer(new ChunkStream(Encoding.UTF8.GetBytes(text), () => random.Next(1, 200)), 1_000_000);
        buffer.TryRead(out _, out _, out _);
        Assert.That(buffer.Bytes, Has.Length.GreaterThanOrEqualTo(900_000));
        Assert.That(Lines(buffer), Has.Count.EqualTo(20_000));
        Assert.That(buffer.Bytes, Has.Length.LessThanOrEqualTo(128 * 1024));
    }
}
