namespace Gateway.Testing.Tests.Finding;

internal sealed class FindTests
{
    private static readonly HouseGuardrail House = new(PluginTest.Context());

    [Test]
    public void A_finding_tells_kind_place_text_confidence_and_reason()
    {
        var found = PluginTest.Find(House, "the key is house-1234.");
        Assert.That(found, Is.EqualTo(new[] { new FoundText { Kind = "house_key", Start = 11, Text = "house-1234", Confidence = 0.9, Reason = "the prefix" } }));
        Assert.That((found[0].Length, found[0].End), Is.EqualTo((10, 21)));
    }

    [Test]
    public void Findings_come_in_the_order_of_the_text()
    {
        var probe = new TextProbe((in leaf, findings) =>
        {
            findings.Add(TextProbe.Secret, 4, 2);
            findings.Add(TextProbe.Secret, 0, 3);
        });
        Assert.That(PluginTest.Find(probe, "abcdefgh").Select(found => found.Text), Is.EqualTo(new[] { "abc", "ef" }));
    }

    [Test]
    public void The_property_reaches_the_guardrail() =>
        Assert.That(PluginTest.Find(House, "hunter2", property: "password"), Has.Count.EqualTo(1));

    [Test]
    public void Kind_and_message_reach_the_guardrail()
    {
        LeafKind? kind = null;
        string? server = null;
        var probe = new TextProbe((in leaf, _) => (kind, server) = (leaf.Kind, leaf.Message.Server));
        PluginTest.Find(probe, "1234567", kind: LeafKind.Number, message: (TestMessage.ToolCall("x") with { Server = "files" }).Info);
        Assert.That((kind, server), Is.EqualTo((LeafKind.Number, "files")));
    }

    [TestCase(-1, 2)]
    [TestCase(0, 0)]
    [TestCase(2, 2)]
    [TestCase(1, int.MaxValue)]
    public void A_span_outside_the_text_is_an_error(int start, int length)
    {
        var probe = new TextProbe((in _, findings) => findings.Add(TextProbe.Secret, start, length));
        Assert.That(() => PluginTest.Find(probe, "abc"), Throws.TypeOf<PluginTestException>().With.Message.Contains("outside its text"));
    }

    [Test]
    public void An_undeclared_kind_is_an_error_also_when_the_guardrail_swallows_the_exception()
    {
        var probe = new TextProbe((in _, findings) =>
        {
            try
            {
                findings.Add(new("other", "<OTHER>"), 0, 1);
            }
            catch (ArgumentException)
            {
                // As careless plugins do.
            }
        });
        Assert.That(() => PluginTest.Find(probe, "abc"), Throws.TypeOf<PluginTestException>().With.Message.Contains("do not declare"));
    }

    [Test]
    public void A_declared_kind_by_another_object_is_an_error_that_says_so()
    {
        var probe = new TextProbe((in _, findings) => findings.Add(new("secret", "<SECRET>"), 0, 1));
        Assert.That(() => PluginTest.Find(probe, "abc"), Throws.TypeOf<PluginTestException>().With.Message.Contains("another object"));
    }

    [Test]
    public void Kinds_that_the_gateway_would_refuse_are_an_error() =>
        Assert.That(() => PluginTest.Find(new TextProbe((in _, _) => { }, new("a", "x"), new("A", "y")), ""), Throws.TypeOf<PluginTestException>().With.Message.Contains("twice"));

    [Test]
    public void An_exception_of_the_guardrail_comes_out_as_it_is() =>
        Assert.That(() => PluginTest.Find(new TextProbe((in _, _) => throw new FormatException("why")), "x"), Throws.TypeOf<FormatException>());

    [Test]
    public void A_sink_that_is_kept_takes_nothing_more()
    {
        FindingSink? kept = null;
        PluginTest.Find(new TextProbe((in _, findings) => kept = findings), "abc");
        Assert.That(() => kept!.Add(TextProbe.Secret, 0, 1), Throws.InvalidOperationException);
    }
}
