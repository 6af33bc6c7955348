using Gateway.Detection.Keywords;

namespace Gateway.Detection.Tests.Keywords;

public class KeywordHitsTests
{
    // More keywords than are searched for ahead, so that both ways through a text are compared.
    private static readonly string[] Many = [.. Enumerable.Range(0, 100).Select(i => $"#{i:00}#")];

    [TestCase(false)]
    [TestCase(true)]
    public void Every_keyword_is_found_wherever_it_ends(bool ignoreCase)
    {
        string[] words = ["a", "aa", "ab", "bab", "abcab", "c_", "Ba"];
        var few = new KeywordAutomaton([.. words.Select((w, i) => new Keyword(w, ignoreCase, i))]);
        var many = new KeywordAutomaton([.. words.Concat(Many).Select((w, i) => new Keyword(w, ignoreCase, i))]);
        Assert.That(few.Prefilter, Is.Not.Null);
        Assert.That(many.Prefilter, Is.Null);
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => "aAbBcC_é\u212a "[random.Next(10)])]);
            var expected = Naive(text, words, ignoreCase);
            Assert.That(Hits(few, text), Is.EquivalentTo(expected), text);
            Assert.That(Hits(many, text), Is.EquivalentTo(expected), text);
        }
    }

    [Test]
    public void Hits_come_by_their_end()
    {
        var automaton = new KeywordAutomaton([new("abcd", false, 0), new("bc", false, 1), new("cd", false, 2)]);
        Assert.That(Hits(automaton, "abcd"), Is.EqualTo(new[] { "bc 1", "abcd 0", "cd 2" }));
    }

    private static List<string> Naive(string text, string[] words, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return [.. from start in Enumerable.Range(0, text.Length)
                   from word in words
                   where text.AsSpan(start).StartsWith(word, comparison)
                   select $"{word} {start}"];
    }

    private static List<string> Hits(KeywordAutomaton automaton, string text)
    {
        var found = new List<string>();
        var hits = new KeywordHits(automaton, text);
        while (hits.MoveNext()) found.Add($"{hits.Current.Text} {hits.Start}");
        return found;
    }
}
