using System.Text;
using System.Text.RegularExpressions;
using Gateway.Detection.Shapes;

namespace Gateway.Detection.Tests.Shapes;

public class ShapeTests
{
    private static readonly string[] Classes = ["a", "b", "_", "[ab]", "[0-3]", "[a-c0-9]", "[^_]", "[^a-z]", "\\.", "[A-B]", "[a-c_]"];
    private static readonly string[] Counts = ["", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "{0,2}"];

    [Test]
    public void Random_shapes_find_what_a_regex_finds()
    {
        var random = new Random(20261125);
        var (shapes, found) = (0, 0);
        while (shapes < 4_000)
        {
            var pattern = "key" + Sequence(random, 3);
            if (ShapeParser.Parse(pattern) is null) continue;
            shapes++;
            // Not NonBacktracking: where an alternative may be empty, that engine prefers a longer one behind it.
            var regex = new Regex(pattern, RegexOptions.CultureInvariant);
            var detector = new Detector([new() { Kind = "k", Pattern = pattern, Start = RuleStart.Any, End = RuleEnd.Exact, TakesPlaceholders = true }]);
            for (var round = 0; round < 12; round++)
            {
                var text = Text(random);
                string[] expected = [.. regex.Matches(text).Select(m => m.Groups["secret"] is { Success: true } g ? g : (Group)m).Where(g => g.Length > 0).Select(g => $"k {g.Index}+{g.Length}").Order(StringComparer.Ordinal)];
                var actual = FoundIn.Spans(text, detector).Where(d => d.View is null).Select(d => $"k {d.Start}+{d.Length}").Order(StringComparer.Ordinal);
                Assert.That(actual, Is.EqualTo(expected), $"{pattern} in {text}");
                found += expected.Length;
            }
        }

        Assert.That(found, Is.GreaterThan(10_000));
    }

    [Test]
    public void Case_is_ignored_where_the_pattern_says_so()
    {
        var rule = new Rule { Kind = "k", Pattern = "(?i)key=[a-f]{4}[^x]", TakesPlaceholders = true, End = RuleEnd.Exact };
        Assert.That(FoundIn.Text("KEY=AbCdy keY=abcdX", rule), Is.EqualTo(new[] { "k 0+9" }));
    }

    [TestCase("key=abcd", "k 0+8")]
    [TestCase("key=abcdefgh", "k 0+12")]
    [TestCase("key=abcd-", "k 0+8")]
    [TestCase("xkey=abcd", null)]
    [TestCase("9key=abcd", null)]
    [TestCase("ékey=abcd", null)]
    [TestCase("_key=abcd", "k 1+8")]
    [TestCase("\\nkey=abcd", "k 2+8")]
    [TestCase("%3Dkey=abcd", "k 3+8")]
    [TestCase("=3Dkey=abcd", "k 3+8")]
    [TestCase("\\x3dkey=abcd", "k 4+8")]
    [TestCase("\\u003dkey=abcd", "k 6+8")]
    [TestCase("\u001b[1;31mkey=abcd", "k 7+8")]
    public void By_default_a_match_starts_a_word_and_takes_the_rest_of_the_run(string text, string? found) =>
        Assert.That(FoundIn.Text(text, new Rule { Kind = "k", Pattern = "key=[a-z]{4}", TakesPlaceholders = true }), Is.EqualTo(found is null ? [] : new[] { found }));

    [TestCase("key=abcd", true)]
    [TestCase("key=abcd-", true)]
    [TestCase("key=abcde", false)]
    [TestCase("key=abcd9", false)]
    public void A_match_that_must_end_a_word_does(string text, bool isFound) =>
        Assert.That(FoundIn.Text(text, new Rule { Kind = "k", Pattern = "key=[a-z]{4}", End = RuleEnd.Word, TakesPlaceholders = true }), Has.Count.EqualTo(isFound ? 1 : 0));

    [Test]
    public void A_run_is_read_once_however_many_keywords_it_holds()
    {
        var detector = new Detector([new() { Kind = "k", Pattern = "key[a-z]*=[0-9]+", Start = RuleStart.Any }]);
        var text = string.Concat(Enumerable.Repeat("key", 100_000));
        Assert.That(detector.FindAndCount(text, default, new()), Is.LessThan(6L * text.Length));
    }

    private static string Sequence(Random random, int depth)
    {
        var pattern = new StringBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            if (depth > 0 && random.Next(5) == 0) pattern.Append("(?:").Append(Sequence(random, depth - 1)).Append('|').Append(Sequence(random, depth - 1)).Append(')').Append(random.Next(3) == 0 ? "?" : "");
            else if (depth == 3 && random.Next(8) == 0 && !pattern.ToString().Contains("secret")) pattern.Append("(?<secret>[0-3]").Append(Sequence(random, 0)).Append(')');
            else pattern.Append(Classes[random.Next(Classes.Length)]).Append(Counts[random.Next(Counts.Length)]);
        }

        return pattern.ToString();
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(3) == 0 ? "key" : $"{"ab_0123.ABc é"[random.Next(13)]}"));
}
