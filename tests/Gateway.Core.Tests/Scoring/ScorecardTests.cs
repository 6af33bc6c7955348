using Gateway.Core.Scoring;

namespace Gateway.Core.Tests.Scoring;

public class ScorecardTests
{
    private static readonly FindingKind Kind = new("key", "<KEY>");

    [TestCase(10, 20, 1, 1)]
    [TestCase(0, 30, 1, 1)]
    [TestCase(10, 15, 1, 0)]
    [TestCase(10, 14, 0, 0)]
    [TestCase(20, 30, 0, 0)]
    public void A_span_is_found_when_half_of_it_is_covered_and_masked_when_all_is(int start, int end, int found, int full)
    {
        var score = Total(Record(new LabelledSpan(10, 20, "t")), new FoundSpan(start, end, Kind));
        Assert.That((score.Gold, score.Found, score.Full), Is.EqualTo((1, found, full)));
    }

    [Test]
    public void Overlapping_findings_cover_a_span_together_and_nothing_twice()
    {
        var score = Total(Record(new LabelledSpan(0, 10, "t")), new(0, 4, Kind), new(2, 4, Kind), new(3, 4, Kind));
        Assert.That(score.Found, Is.Zero);
        score = Total(Record(new LabelledSpan(0, 10, "t")), new(6, 10, Kind), new(0, 4, Kind), new(3, 7, Kind));
        Assert.That((score.Found, score.Full), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_finding_is_true_when_it_touches_a_span_and_false_when_not()
    {
        var score = Total(Record(new LabelledSpan(10, 20, "t")), new(19, 30, Kind), new(20, 30, Kind));
        Assert.That((score.TruePositives, score.FalsePositives, score.Precision), Is.EqualTo((1, 1, 0.5)));
    }

    [TestCase("No", 1, 1, 0, 0)]
    [TestCase("Hard", 1, 0, 1, 1)]
    [TestCase("Soft", 0, 0, 0, 0)]
    public void A_finding_in_text_without_spans_counts_as_its_record_says(string kind, int falsePositives, int inClean, int hard, int flagged)
    {
        var negative = Enum.Parse<Negative>(kind);
        var score = Total(Record(negative), new FoundSpan(0, 5, Kind));
        Assert.That((score.FalsePositives, score.CleanFalsePositives, score.HardNegatives, score.HardFlagged), Is.EqualTo((falsePositives, inClean, hard, flagged)));
        Assert.That(score.CleanBytes, Is.EqualTo(negative == Negative.No ? 100 : 0));
    }

    [Test]
    public void Only_wanted_types_are_scored_and_what_is_found_on_others_is_neither_right_nor_wrong()
    {
        var scorecard = new Scorecard(isByType: true, new HashSet<string> { "a" });
        scorecard.Add(Record(new LabelledSpan(0, 5, "a"), new(10, 15, "b")), [new(0, 5, Kind), new(10, 15, Kind), new(20, 25, Kind)]);
        Assert.That((scorecard.Total.Gold, scorecard.Total.TruePositives, scorecard.Total.FalsePositives), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public void By_type_spans_stand_under_their_type_and_findings_under_their_kind()
    {
        var scorecard = new Scorecard(isByType: true);
        scorecard.Add(Record(new LabelledSpan(0, 5, "a")), [new(0, 5, Kind)]);
        scorecard.Add(Record(), [new(0, 5, Kind)]);
        scorecard.Finish();
        Assert.That((scorecard.Lines["a"].Recall, scorecard.Lines["a"].Precision), Is.EqualTo(((double?)1, (double?)null)));
        Assert.That((scorecard.Lines["key"].Precision, scorecard.Lines["key"].FalsePositivesPerMegabyte), Is.EqualTo(((double?)0.5, (double?)1e4)));
    }

    [Test]
    public void By_group_every_count_stands_under_the_records_group()
    {
        var scorecard = new Scorecard(isByType: false);
        scorecard.Add(Record("x", new LabelledSpan(0, 5, "a")), [new(0, 5, Kind)]);
        scorecard.Add(Record("y"), [new(0, 5, Kind)]);
        Assert.That((scorecard.Lines["x"].Recall, scorecard.Lines["x"].Precision, scorecard.Lines["y"].CleanBytes), Is.EqualTo(((double?)1, (double?)1, 100L)));
    }

    [Test]
    public void Rates_of_nothing_are_not_told()
    {
        var score = new Score();
        Assert.That(new[] { score.Recall, score.FullRate, score.Precision, score.HardRate, score.FalsePositivesPerMegabyte }, Is.All.Null);
    }

    [TestCase("recall=.5,full=.5,precision=.5,fpmb=0,hard=0.5", 0)]
    [TestCase("recall=.51, full=.51,precision=.51,hard=.49", 4)]
    [TestCase("recall=1e-3", -1)]
    [TestCase("recall", -1)]
    [TestCase("speed=1", -1)]
    [TestCase(",", -1)]
    public void Bounds_are_read_and_judged(string text, int missed)
    {
        var score = new Score { Gold = 2, Found = 1, Full = 1, TruePositives = 1, FalsePositives = 1, CleanBytes = 10, HardNegatives = 2, HardFlagged = 1 };
        if (missed < 0) Assert.That(() => Bounds.Parse(text), Throws.TypeOf<FormatException>());
        else Assert.That(Bounds.Parse(text).MissedBy(score).ToArray(), Has.Length.EqualTo(missed));
    }

    private static Score Total(LabelledText record, params FoundSpan[] findings)
    {
        var scorecard = new Scorecard(isByType: true);
        scorecard.Add(record, findings);
        return scorecard.Total;
    }

    private static LabelledText Record(params LabelledSpan[] spans) => Record("-", spans);

    private static LabelledText Record(string group, params LabelledSpan[] spans) => new() { Id = "r", Line = 1, Start = 0, Length = 100, Bytes = 100, Spans = spans, Group = group };

    private static LabelledText Record(Negative negative) => new() { Id = "r", Line = 1, Start = 0, Length = 100, Bytes = 100, Spans = [], Negative = negative };
}
