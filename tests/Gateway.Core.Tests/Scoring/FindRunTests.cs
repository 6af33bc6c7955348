using Gateway.Core.Plugins;
using Gateway.Core.Scoring;
using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Scoring;

public class FindRunTests
{
    private static Batch Texts(params string[] texts)
    {
        var batch = new Batch { File = "data.jsonl" };
        foreach (var text in texts)
        {
            text.CopyTo(batch.Room(text.Length));
            batch.Add(new() { Id = text, Line = batch.Records.Count + 1, Start = batch.Length, Length = text.Length, Bytes = text.Length, Spans = [] });
        }

        return batch;
    }

    [Test]
    public void Each_record_gets_what_all_guardrails_found_in_it()
    {
        var run = new FindRun([("one", new WordGuardrail("a", Kind.Secret)), ("two", new WordGuardrail("ab", Kind.Token))]);
        var batch = Texts("xab", "none", "", "a");
        run.Find(batch);
        Assert.That(batch.Records.Select(record => batch.FoundIn(record).ToArray()), Is.EqualTo(new FoundSpan[][]
        {
            [new(1, 2, Kind.Secret), new(1, 3, Kind.Token)], [], [], [new(0, 1, Kind.Secret)],
        }));
    }

    [Test]
    public void A_speed_is_told_also_of_little_text()
    {
        var run = new FindRun([("one", new WordGuardrail("a", Kind.Secret))]);
        Assert.That(run.MegabytesPerSecond, Is.Null);
        run.Find(Texts("some text"));
        run.Finish();
        Assert.That(run.MegabytesPerSecond, Is.Positive);
    }

    [Test]
    public void A_guardrail_that_fails_is_told_with_the_line_and_without_its_words()
    {
        var throwing = new FindRun([("bad", new TextProbe((in TextLeaf leaf, FindingSink findings) => throw new FormatException("the secret")))]);
        Assert.That(() => throwing.Find(Texts("x")), Throws.TypeOf<PluginException>().With.Message.EqualTo("the guardrail 'bad' failed on data.jsonl:1 (FormatException)"));
        var outside = new FindRun([("bad", new TextProbe((in TextLeaf leaf, FindingSink findings) => findings.Add(Kind.Secret, 0, 2)))]);
        Assert.That(() => outside.Find(Texts("xx", "x")), Throws.TypeOf<PluginException>().With.Message.Contains("data.jsonl:2"));
    }
}
