using Gateway.Detection.Judging;

namespace Gateway.Detection.Tests;

public class DetectorTests
{
    [Test]
    public void Rules_of_every_form_find_in_one_text() =>
        Assert.That(
            FoundIn.Text("xabc_12345678 KEY0011aabb; PART=q1w2; abc@@@1234 acme.key=0123456789abcdef password='hunter2' windowdow-pane", SampleRules.All),
            Is.EqualTo(new[] { "assigned 58+16", "middle 38+10", "part 32+4", "password 85+7", "run 1+12", "window 94+14", "word 14+11" }));

    [Test]
    public void Findings_of_one_rule_do_not_overlap() =>
        Assert.That(FoundIn.Text("abc_12345678abc_12345678", SampleRules.Run), Is.EqualTo(new[] { "run 0+15" }));

    [Test]
    public void Rules_find_the_same_place_independently()
    {
        var other = new Rule { Kind = "other", Pattern = "abc_[0-9]{4}", TakesPlaceholders = true };
        Assert.That(FoundIn.Text("abc_12345678", SampleRules.Run, other), Is.EqualTo(new[] { "other 0+12", "run 0+12" }));
    }

    [Test]
    public void A_validator_judges_the_secret_and_lowers_the_confidence()
    {
        var rule = new Rule { Kind = "k", Pattern = "key=(?<secret>[a-z]{3})", Confidence = 0.8, Validator = static (in Candidate c) => c.Secret is "bad" ? Judgement.Nothing : new(0.5, "looked at") };
        var found = FoundIn.Spans("key=bad key=god", new Detector([rule])).Single();
        Assert.That(found, Is.EqualTo(new DetectedSpan { Kind = "k", Rule = "k", Start = 12, Length = 3, Confidence = 0.4, Check = "looked at" }));
    }

    [Test]
    public void Secrets_of_little_entropy_are_turned_down()
    {
        var rule = new Rule { Kind = "k", Pattern = "key=(?<secret>[a-z]{4,})", Entropy = 1.5 };
        Assert.That(FoundIn.Text("key=aaba key=abcq", rule), Is.EqualTo(new[] { "k 13+4" }));
    }

    [Test]
    public void What_documentation_writes_is_turned_down_unless_the_rule_takes_it()
    {
        const string Pattern = "key=(?<secret>[a-zA-Z-]{8,})";
        Assert.That(FoundIn.Text("key=your-key-here", new Rule { Kind = "k", Pattern = Pattern }), Is.Empty);
        Assert.That(FoundIn.Text("key=your-key-here", new Rule { Kind = "k", Pattern = Pattern, TakesPlaceholders = true }), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_decoy_hides_no_secret_that_begins_in_it() =>
        Assert.That(
            FoundIn.Text("abc_xxxxxxxxabc_q7Zk20Lm", new Rule { Kind = "k", Pattern = "abc_[a-zA-Z0-9_]{8}", Start = RuleStart.Any }),
            Is.EqualTo(new[] { "k 0+24" }).Or.EqualTo(new[] { "k 12+12" }));

    [Test]
    public void A_detector_without_rules_finds_nothing() => Assert.That(FoundIn.Text("text"), Is.Empty);

    [Test]
    public void A_thousand_rules_fit_in_one_detector()
    {
        Rule[] rules = [.. Enumerable.Range(0, 1_000).Select(i => new Rule { Kind = $"r{i}", Pattern = $"k{i:000}_[a-z]{{1,9}}" })];
        Assert.That(FoundIn.Text("k007_a, K007_b k999_abc k1000_x", rules), Is.EqualTo(new[] { "r7 0+6", "r999 15+8" }));
    }

    [Test]
    public void One_detector_serves_many_threads()
    {
        var detector = new Detector(SampleRules.All);
        Parallel.For(0, 2_000, i =>
        {
            var text = new string(' ', i % 50) + "abc_12345678 KEY0011aabb password='hunter2' win-x";
            Assert.That(FoundIn.Text(text, detector), Has.Count.EqualTo(4));
        });
    }

    [TestCase("abc_")]
    [TestCase("abc_1234")]
    [TestCase("KEY")]
    [TestCase("KEY0011aab")]
    [TestCase("part=")]
    [TestCase("part=abcd")]
    [TestCase("abc@@@")]
    [TestCase("acme_key=")]
    [TestCase("acme_key='")]
    [TestCase("acme_key=\\\"")]
    [TestCase("password=a")]
    [TestCase("password = \" + ")]
    [TestCase("win")]
    [TestCase("win-")]
    [TestCase("token\\")]
    public void Hostile_text_is_read_no_more_often_when_it_is_longer(string piece)
    {
        var detector = new Detector(SampleRules.All);
        var works = new[] { 10_000, 1_000_000 }.Select(length => string.Concat(Enumerable.Repeat(piece, length / piece.Length))).Select(text => (double)detector.FindAndCount(text, default, new()) / text.Length).ToArray();
        Assert.That(works[0], Is.LessThan(20));
        Assert.That(works[1], Is.LessThan(1.05 * Math.Max(1, works[0])));
    }

    [Test]
    public void Two_runs_of_one_attempt_are_both_read_once()
    {
        var detector = new Detector([new() { Kind = "k", Pattern = "eyJ[a-zA-Z0-9]*\\.eyJ[a-zA-Z0-9]*\\.[a-zA-Z0-9]+", Start = RuleStart.Any }]);
        var row = string.Concat(Enumerable.Repeat("eyJ", 100_000));
        foreach (var text in new[] { row, row + "." + row, row + "." + row + ".", row + "." + row + ". " + row })
        {
            Assert.That(detector.FindAndCount(text, default, new()), Is.LessThan(20L * text.Length));
        }
    }

    [Test]
    public void A_long_decoy_is_not_judged_from_each_of_its_beginnings()
    {
        var text = string.Concat(Enumerable.Repeat("abc_", 20_000)) + new string('x', 100_000);
        var detector = new Detector([new() { Kind = "k", Pattern = "abc_[a-z_]{20}", Start = RuleStart.Any }]);
        Assert.That(detector.FindAndCount(text, default, new()), Is.LessThan(40L * text.Length));
    }
}
