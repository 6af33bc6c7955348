using System.Text;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Servers.Processes;

public class StderrLinesTests
{
    private ManualTime _time = null!;
    private StderrLines _lines = null!;

    [SetUp]
    public void Create() => _lines = new(_time = new());

    private void Add(string text) => _lines.Add(Encoding.UTF8.GetBytes(text));

    [Test]
    public void Lines_are_whole_however_they_come()
    {
        foreach (var part in (string[])["on", "e\r\ntw", "o\n", "\n", "three"]) Add(part);
        Assert.That(_lines.Take().Lines, Is.EqualTo((string[])["one", "two"]));
        _lines.End();
        Assert.That(_lines.Take().Lines, Is.EqualTo((string[])["three"]));
        Assert.That(_lines.HasAny, Is.False);
    }

    [Test]
    public void A_long_line_is_cut_between_words()
    {
        Add(string.Concat(Enumerable.Repeat("word ", 2_000)) + "\nnext\n");
        var lines = _lines.Take().Lines;
        Assert.That(lines[0].Length, Is.InRange(3_800, 4_100));
        Assert.That(lines[0], Does.EndWith("word …"));
        Assert.That(lines[1], Is.EqualTo("next"));
    }

    [Test]
    public void Half_a_long_word_is_left_out()
    {
        Add(new string('x', 5_000) + "\n");
        Assert.That(_lines.Take().Lines[0], Is.EqualTo(new string('x', 4_096 - 256) + " …"));
    }

    [Test]
    public void A_flood_is_counted_and_not_kept()
    {
        for (var n = 0; n < 1_000; n++) Add(string.Concat(Enumerable.Repeat("0123456789\n", 1_000)));
        var (lines, dropped) = _lines.Take();
        Assert.That(lines.Sum(line => line.Length + 1), Is.InRange(StderrLines.Burst - 20, StderrLines.Burst + 20));
        Assert.That(lines.Count + dropped, Is.EqualTo(1_000_000));
    }

    [Test]
    public void After_a_while_lines_are_kept_again()
    {
        Add(string.Concat(Enumerable.Repeat("0123456789\n", 100_000)));
        _lines.Take();
        Add("lost\n");
        Assert.That(_lines.Take(), Is.EqualTo((Array.Empty<string>(), 1L)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Add("kept\n");
        Assert.That(_lines.Take().Lines, Is.EqualTo((string[])["kept"]));
    }
}
