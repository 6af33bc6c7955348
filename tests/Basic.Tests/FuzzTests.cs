namespace Gateway.Plugins.Basic.Tests;

public class FuzzTests
{
    private static readonly string[] Texts = [.. BuiltIn.Examples.Select(e => e.Example.Text).Where(t => t.Length < 2_000)];
    private static readonly string[] Pieces = ["\"", "'", "\\", "\\\"", "\\u", "\\u0041", "%", "%41", "&#", "&#65;", "=", ": ", " + ", "\" + \"", "\n", "\r\n", "\u200b", "\ud800", "\udc00", "\udb40\udc41", "\uff21", "é", "😀", "<", ">", "{", "}", "password", "token=", "eyJ", "\0", "a", "7", " "];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Examples_in_pieces_are_read_without_a_fault(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 3_000; round++) AssertSound(Mutated(random), round % 3 == 0 ? "password" : "");
    }

    [Test]
    public void Random_units_are_read_without_a_fault()
    {
        var random = new Random(4);
        for (var round = 0; round < 2_000; round++) AssertSound(new([.. Enumerable.Range(0, random.Next(300)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000))]), "secret");
    }

    [Test]
    public void Very_long_lines_are_read_without_a_fault()
    {
        var random = new Random(5);
        for (var round = 0; round < 3; round++) AssertSound(string.Concat(Enumerable.Range(0, 10_000).Select(_ => random.Next(4) == 0 ? Texts[random.Next(Texts.Length)] : Pieces[random.Next(Pieces.Length)])), "");
    }

    [Test]
    public void Threads_agree()
    {
        var random = new Random(6);
        string[] texts = [.. Enumerable.Range(0, 400).Select(_ => Mutated(random))];
        string[] expected = [.. texts.Select(t => Found(t, ""))];
        Parallel.For(0, 4 * texts.Length, i => Assert.That(Found(texts[i % texts.Length], ""), Is.EqualTo(expected[i % texts.Length])));
    }

    private static void AssertSound(string text, string property)
    {
        foreach (var finding in FoundText.In(text, property: property, wantsReasons: true))
        {
            if (finding.Length < 1 || finding.Start < 0 || finding.End > text.Length || finding.Confidence is <= 0 or > 1) Assert.Fail($"{finding} in {text}");
        }
    }

    private static string Found(string text, string property) =>
        string.Join(';', FoundText.In(text, property: property).Select(f => $"{f.Kind} {f.Start}+{f.Length} {f.Confidence}").Order(StringComparer.Ordinal));

    private static string Mutated(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        for (var i = random.Next(6); i > 0; i--)
        {
            var (from, to) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
            if (from > to) (from, to) = (to, from);
            text = random.Next(4) switch
            {
                0 => text.Remove(from, Math.Min(to - from, 5)),
                1 => text.Insert(from, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(from, text[from..Math.Min(to, from + 60)]),
                _ => text + Texts[random.Next(Texts.Length)],
            };
            if (text.Length > 5_000) text = text[..5_000];
        }

        return text;
    }
}
