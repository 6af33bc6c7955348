namespace Gateway.Detection.Tests;

public class DetectorTests
{
    [Test]
    public void Only_the_secret_group_is_found() =>
        Assert.That(Collected.In("password: \"hunter2\"", SampleRules.Pair), Is.EqualTo(new[] { "pair 11+7" }));

    [TestCase(3)]
    [TestCase(507)]
    [TestCase(508)]
    [TestCase(100_000)]
    public void The_secret_group_is_found_in_a_match_of_any_length(int length) =>
        Assert.That(Collected.In($"--KEY{new string('a', length)}--", SampleRules.Word), Is.EqualTo(new[] { $"word 2+{length + 3}" }));

    [Test]
    public void Keywords_in_any_case_are_found_only_where_the_rule_says_so()
    {
        Assert.That(Collected.In("PassWord=abc", SampleRules.Pair), Has.Count.EqualTo(1));
        Assert.That(Collected.In("AB_cdef", SampleRules.Run), Is.Empty);
        Assert.That(Collected.In("AB_cdef password=abc", SampleRules.All), Is.EqualTo(new[] { "pair 17+3" }));
    }

    [Test]
    public void Findings_of_one_rule_do_not_overlap() =>
        Assert.That(Collected.In("ab_cdefab_ghi", SampleRules.Run), Is.EqualTo(new[] { "run 0+9" }));

    [Test]
    public void Rules_find_the_same_place_independently()
    {
        var other = new Rule { Kind = "other", Keywords = ["ab_"], Reach = 20, Pattern = "ab_[a-z]+" };
        Assert.That(Collected.In("ab_cdef", SampleRules.Run, other), Is.EqualTo(new[] { "other 0+7", "run 0+7" }));
    }

    [Test]
    public void A_validator_judges_the_secret()
    {
        var rule = new Rule
        {
            Kind = "judged",
            Keywords = ["k="],
            Reach = 10,
            Pattern = "k=(?<secret>[a-z]{3})",
            Validator = static secret => secret is "bad" ? 0 : 1,
        };
        Assert.That(Collected.In("k=bad k=god", rule), Is.EqualTo(new[] { "judged 8+3" }));
    }

    [Test]
    public void A_validator_lowers_the_confidence_of_the_rule()
    {
        var rule = new Rule { Kind = "judged", Keywords = ["k="], Reach = 10, Pattern = "k=[a-z]{3}", Confidence = 0.8, Validator = static _ => 0.5 };
        var sink = new Confidences([]);
        new Detector([rule]).Find("k=abc", ref sink);
        Assert.That(sink.Found, Is.EqualTo(new[] { 0.4 }).Within(1e-9));
    }

    [Test]
    public void A_prepared_detector_finds_the_same()
    {
        var detector = new Detector(SampleRules.All);
        detector.Prepare();
        Assert.That(Collected.In("password=abc KEYab", detector, out _), Is.EqualTo(new[] { "pair 9+3", "word 13+5" }));
    }

    [Test]
    public void Preparing_names_a_pattern_that_cannot_be_used() =>
        Assert.That(new Detector([new() { Kind = "k", Pattern = "(" }]).Prepare, Throws.TypeOf<RuleException>());

    [Test]
    public void A_detector_without_rules_finds_nothing() => Assert.That(Collected.In("text"), Is.Empty);

    [Test]
    public void A_thousand_rules_fit_in_one_detector()
    {
        Rule[] rules = [.. Enumerable.Range(0, 1_000).Select(i => new Rule { Kind = $"r{i}", Keywords = [$"k{i:000}_"], Reach = 10, Pattern = $"k{i:000}_[a-z]+" })];
        Assert.That(Collected.In("k007_a, K007_b k999_abc k1000_x", rules), Is.EqualTo(new[] { "r7 0+6", "r999 15+8" }));
    }

    [Test]
    public void One_detector_serves_many_threads()
    {
        var detector = new Detector(SampleRules.All);
        Parallel.For(0, 2_000, i =>
        {
            var text = new string(' ', i % 50) + "password=abc KEYab ab_cde a@@b";
            Assert.That(Collected.In(text, detector, out _), Has.Count.EqualTo(4));
        });
    }

    private readonly struct Confidences(List<double> found) : IDetectionSink
    {
        public List<double> Found { get; } = found;

        public void Add(in DetectedSpan span) => Found.Add(span.Confidence);
    }
}
