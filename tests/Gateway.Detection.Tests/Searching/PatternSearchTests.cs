namespace Gateway.Detection.Tests.Searching;

public class PatternSearchTests
{
    private static readonly string[] Pieces =
        ["pass", "password", "PASS", "Password: ", "pass=\"", "@@@", "key", "KEY", "a", "b", "0", "9", "zz", "xyz12", "pas", "@", " ", "\n", "\"", "=", ":", ",", "é", "😀", "\ud800", "abcdefghijklmnopqrstuvwxyz0123456789"];

    // Each match holds a keyword and lies within the reach around it.
    private static readonly Rule[] Windowed =
    [
        new() { Kind = "pair", Keywords = ["pass"], IgnoreCase = true, Reach = 30, Pattern = "(?i)[a-z]{0,8}pass(?:word)*?[ =:\"]{1,4}(?<secret>[a-z0-9]{2,8})", TakesPlaceholders = true },
        new() { Kind = "middle", Keywords = ["@@@"], Reach = 10, Pattern = "[a-z0-9]{1,9}@@@[a-z0-9]{1,9}", TakesPlaceholders = true },
        new() { Kind = "bounded", Keywords = ["key"], Reach = 12, Pattern = @"\bkey[0-9]{1,8}\b", TakesPlaceholders = true },
        new() { Kind = "ends", Keywords = ["key"], Reach = 12, Pattern = @"(?:\A|\n)key", TakesPlaceholders = true },
    ];

    [Test]
    public void Windows_find_what_the_pattern_finds_in_the_whole_text()
    {
        var random = new Random(20261123);
        var found = 0;
        foreach (var rule in Windowed)
        {
            var windowed = new Detector([rule]);
            var whole = new Detector([new() { Kind = rule.Kind, Pattern = rule.Pattern, ReadsWholeText = true, TakesPlaceholders = true }]);
            for (var round = 0; round < 5_000; round++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
                var expected = FoundIn.Text(text, whole);
                Assert.That(FoundIn.Text(text, windowed), Is.EqualTo(expected), $"{rule.Kind}: {text}");
                found += expected.Count;
            }
        }

        Assert.That(found, Is.GreaterThan(5_000));
    }

    [TestCase("@@@")]
    [TestCase("a@@@")]
    [TestCase("@@@@")]
    [TestCase("passkey@@@")]
    public void Hostile_text_gives_each_pattern_no_character_twice(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 10_000));
        foreach (var rule in Windowed) Assert.That(new Detector([rule]).FindAndCount(text, default, new()), Is.LessThanOrEqualTo(2L * text.Length));
    }

    [Test]
    public void Keywords_far_apart_have_windows_of_their_own()
    {
        var text = string.Concat(Enumerable.Repeat("@@@" + new string(' ', 1_000), 100));
        Assert.That(new Detector([Windowed[1]]).FindAndCount(text, default, new()), Is.LessThanOrEqualTo(100 * (3 + (2 * 10))));
    }

    [TestCase(3)]
    [TestCase(505)]
    [TestCase(508)]
    [TestCase(600)]
    [TestCase(100_000)]
    public void The_secret_group_is_found_in_a_match_of_any_length(int length)
    {
        var rule = new Rule { Kind = "k", Pattern = "(?:k|q)*ey=(?<secret>[a-z]+)", ReadsWholeText = true, TakesPlaceholders = true };
        Assert.That(FoundIn.Text($"--key={new string('a', length)}--", rule), Is.EqualTo(new[] { $"k 6+{length}" }));
    }

    [Test]
    public void A_pattern_that_is_no_shape_needs_keywords_and_a_reach()
    {
        Refused(new() { Kind = "k", Pattern = @"\bkey" }, "so it needs keywords");
        Refused(new() { Kind = "k", Pattern = @"\bkey", Keywords = ["key"] }, "so it needs a reach");
        Refused(new() { Kind = "k", Pattern = @"\bké", Keywords = ["ké"], Reach = 3 }, "the keyword 'ké' is not made of three or more ASCII characters");
        Refused(new() { Kind = "k" }, "has neither a pattern nor a name");
        Refused(new() { Kind = "k", AssignedTo = ["ab"] }, "'ab', which 'k' is assigned to, is not made of three or more");
        Refused(new() { Kind = "k", AssignedTo = ["abc"], Pattern = @"\b[a-z]+" }, "must be a shape");
    }

    private static void Refused(Rule rule, string reason) =>
        Assert.That(() => new Detector([rule]), Throws.TypeOf<RuleException>().With.Message.Contains(reason));
}
