namespace Gateway.Detection.Tests;

public class WindowTests
{
    private static readonly string[] Pieces =
    [
        "ab_", "b_c", "KEY", "pass", "password", "Password: ", "PASS=\"", "@@", "a", "b", "c", "_", "0", "9", "zz", "xyz12", "KE", "pas", "@",
        " ", "\n", "\\n", "\"", "=", ":", ",", "é", "😀", "\ud800", "\u212a", "\u017f", "abcdefghijklmnopqrstuvwxyz0123456789",
    ];

    [Test]
    public void Windows_find_what_the_patterns_find_in_the_whole_text()
    {
        var windowed = new Detector(SampleRules.All);
        var whole = new Detector([.. SampleRules.All.Select(SampleRules.OverWholeText)]);
        var random = new Random(20261123);
        var found = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var expected = Collected.In(text, whole, out _);
            Assert.That(Collected.In(text, windowed, out _), Is.EqualTo(expected), text);
            found += expected.Count;
        }

        Assert.That(found, Is.GreaterThan(20_000));
    }

    [Test]
    public void A_window_starts_no_word() =>
        Assert.That(Collected.In(new string('x', 100) + "KEYab", SampleRules.Word), Is.Empty);

    [Test]
    public void A_run_that_is_too_short_is_not_given_to_the_pattern()
    {
        Assert.That(Collected.In("ab_c KEYa", new Detector(SampleRules.All), out var work), Is.Empty);
        Assert.That(work, Is.Zero);
    }

    [TestCase("ab_")]
    [TestCase("ab_ab_ab_x")]
    [TestCase("b_cb_c ")]
    [TestCase("KEY")]
    [TestCase("KEYab ")]
    [TestCase("KEYabKEY,")]
    [TestCase("pass")]
    [TestCase("password=")]
    [TestCase("passPASS: ab")]
    [TestCase("@@")]
    [TestCase("a@@")]
    [TestCase("ab_KEYpass@@")]
    public void Hostile_text_gives_each_pattern_no_character_twice(string piece)
    {
        var detector = new Detector(SampleRules.All);
        foreach (var count in new[] { 100, 10_000 })
        {
            var text = string.Concat(Enumerable.Repeat(piece, count));
            Collected.In(text, detector, out var work);
            Assert.That(work, Is.LessThanOrEqualTo((long)text.Length * SampleRules.All.Length));
        }
    }

    [Test]
    public void Keywords_far_apart_have_windows_of_their_own()
    {
        var text = string.Concat(Enumerable.Repeat("@@" + new string(' ', 1_000), 100));
        Collected.In(text, new Detector(SampleRules.All), out var work);
        Assert.That(work, Is.LessThanOrEqualTo(100 * (2 + (2 * SampleRules.Middle.Reach))));
    }
}
