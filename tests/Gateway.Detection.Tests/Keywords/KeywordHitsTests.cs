namespace Gateway.Detection.Tests.Keywords;

public class KeywordHitsTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void Every_keyword_is_found_wherever_it_stands(bool ignoresCase)
    {
        string[] words = ["abc", "abca", "bab", "cab_", "_abcab", "c_c", "Bac", "aaaa", "aaa"];
        var options = ignoresCase ? "(?i)" : "";
        var detector = new Detector([.. words.Select((w, i) => new Rule { Kind = $"k{i}", Pattern = options + w, Keywords = [w], IgnoreCase = ignoresCase, Start = RuleStart.Any, End = RuleEnd.Exact, TakesPlaceholders = true })]);
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => "aAbBcC_é "[random.Next(9)])]);
            Assert.That(FoundIn.Text(text, detector), Is.EqualTo(Naive(text, words, ignoresCase)), text);
        }
    }

    // Matches of one rule do not overlap.
    private static List<string> Naive(string text, string[] words, bool ignoresCase)
    {
        var comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var found = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            for (var at = text.IndexOf(words[i], comparison); at >= 0; at = text.IndexOf(words[i], at + words[i].Length, comparison)) found.Add($"k{i} {at}+{words[i].Length}");
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
