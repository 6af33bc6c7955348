using System.Text;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Tests.Transport;

namespace Gateway.Core.Tests.Servers.Processes;

public class StderrTailTests
{
    private static string Tail(string text, int chunk = 1_000)
    {
        var tail = new StderrTail();
        tail.Read(new ChunkStream(Encoding.UTF8.GetBytes(text), () => chunk));
        tail.WaitForEnd(TimeSpan.FromSeconds(20));
        return tail.Text();
    }

    [TestCase("", "")]
    [TestCase("\n\n", "")]
    [TestCase("one", "one")]
    [TestCase("one\r\n\n  two \nthree\n", "one / two / three")]
    public void Lines_are_joined(string text, string tail) => Assert.That(Tail(text), Is.EqualTo(tail));

    [Test]
    public void Only_the_last_lines_are_kept() => Assert.That(
        Tail(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"line {i}\n"))), Is.EqualTo(string.Join(" / ", Enumerable.Range(9_992, 8).Select(i => $"line {i}"))));

    [TestCase(1)]
    [TestCase(4_095)]
    [TestCase(4_096)]
    [TestCase(100_000)]
    public void An_endless_line_is_bounded(int chunk) => Assert.That(Tail(new string('x', 50_000) + "end", chunk), Is.EqualTo(new string('x', 4_093) + "end"));

    [Test]
    public void No_half_word_is_left_at_the_start() => Assert.That(Tail("secret " + new string('x', 4_092)), Is.EqualTo(new string('x', 4_092)));

    [Test]
    public void No_character_is_cut()
    {
        for (var shift = 0; shift < 8; shift++)
        {
            var tail = Tail(string.Concat(Enumerable.Repeat("é€😀", 1_000)) + new string('x', shift), 97);
            Assert.That(tail, Does.Not.Contain('\ufffd'), $"{shift}");
            Assert.That(Encoding.UTF8.GetByteCount(tail), Is.InRange(4_093, 4_096));
        }
    }
}
