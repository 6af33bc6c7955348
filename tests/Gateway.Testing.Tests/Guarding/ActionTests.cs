using System.Text.Json;

namespace Gateway.Testing.Tests.Guarding;

internal sealed class ActionTests
{
    private static readonly HouseGuardrail House = new(PluginTest.Context());

    [Test]
    public async Task A_finding_is_masked_and_noted()
    {
        var result = await PluginTest.RunAsync(House, TestMessage.ToolResult("the key is house-1234"));
        Assert.That(result.Text, Is.EqualTo("the key is <HOUSE_KEY>"));
        Assert.That(result.Note, Is.EqualTo("""{"house_key":1}"""));
        Assert.That(result.Counts["house_key"], Is.EqualTo(1));
        Assert.That((result.IsBlocked, result.IsUntouched), Is.EqualTo((false, false)));
        Assert.That(result.Json, Does.Not.Contain("house-1234"));
    }

    [Test]
    public async Task A_finding_tells_who_what_where_and_what_was_done()
    {
        var result = await PluginTest.RunAsync(House, TestMessage.ToolResult("the key is house-1234"));
        Assert.That(result.Findings, Is.EqualTo(new[]
        {
            new GuardedFinding { Guardrail = "house", Kind = "house_key", Text = "house-1234", Start = 11, Leaf = LeafKind.Value, Confidence = 0.9, Reason = "the prefix", Action = ActionTaken.Masked },
        }));
    }

    [Test]
    public async Task What_nobody_minds_goes_on_byte_for_byte()
    {
        var result = await PluginTest.RunAsync(House, TestMessage.ToolResult("nothing"));
        Assert.That(result.IsUntouched, Is.True);
        Assert.That((result.Note, result.Findings.Count, result.Counts.Count), Is.EqualTo(((string?)null, 0, 0)));
    }

    [Test]
    public async Task A_policy_in_the_words_of_the_configuration_blocks_one_direction_only()
    {
        const string policy = """{"actions":{"*":"report","house_key":{"toServer":"block"}}}""";
        var call = await PluginTest.RunAsync(House, TestMessage.ToolCall("read", new { path = "house-1" }), policy);
        Assert.That((call.IsBlocked, call.BlockedBy, call.BlockCode), Is.EqualTo((true, "house", "finding")));
        Assert.That(call.Text, Does.Contain("house_key"));
        Assert.That(call.Findings.Single().Action, Is.EqualTo(ActionTaken.Blocked));
        var result = await PluginTest.RunAsync(House, TestMessage.ToolResult("house-1"), policy);
        Assert.That((result.IsBlocked, result.Text), Is.EqualTo((false, "house-1")));
        Assert.That(result.Findings.Single().Action, Is.EqualTo(ActionTaken.Reported));
    }

    [Test]
    public async Task A_policy_can_be_an_object()
    {
        var result = await PluginTest.RunAsync(House, TestMessage.ToolResult("house-1"), new { actions = new { house_key = "block" } });
        Assert.That(result.BlockReason, Does.Contain("house_key"));
    }

    [TestCase("""{"actions":{"*":"mosk"}}""", "'mask', 'block'")]
    [TestCase("""{"actions":{"house_kee":"mask"}}""", "house_kee")]
    [TestCase("""{"acions":{}}""", "acions")]
    [TestCase("""{"options":{}}""", "constructor")]
    [TestCase("""{"timeout":"soon"}""", "duration")]
    public void A_policy_is_read_as_strictly_as_by_the_gateway(string policy, string word) =>
        Assert.That(() => PluginTest.RunAsync(House, TestMessage.ToolResult(""), policy), Throws.TypeOf<PluginTestException>().With.Message.Contains(word));

    [Test]
    public async Task Findings_of_two_guardrails_are_merged_as_in_the_gateway()
    {
        var other = new TextProbe((in leaf, findings) =>
        {
            if (leaf.Text.StartsWith("my ", StringComparison.Ordinal)) findings.Add(TextProbe.Secret, 0, leaf.Text.Length, 0.1);
        });
        using var pipeline = new TestPipeline().Add(House).Add(other, name: "other");
        var result = await pipeline.SendAsync(TestMessage.ToolResult("my house-1"));
        Assert.That(result.Text, Is.EqualTo("<HOUSE_KEY>"));
        Assert.That(result.Findings, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Message_guardrails_see_the_masked_message_in_the_order_of_their_attribute()
    {
        JsonElement seen = default;
        using var pipeline = new TestPipeline().Add(House).Add(new MessageProbe(message =>
        {
            seen = message.Payload;
            return Verdict.Block("not now", "later");
        }));
        var call = await pipeline.SendAsync(TestMessage.ToolCall("read", new { path = "house-1" }));
        Assert.That(seen.GetProperty("arguments").GetProperty("path").GetString(), Is.EqualTo("<HOUSE_KEY>"));
        Assert.That((call.BlockedBy, call.BlockCode, call.BlockReason), Is.EqualTo((nameof(MessageProbe), "later", "not now")));
    }

    [Test]
    public async Task A_guardrail_of_one_direction_is_not_asked_about_the_other()
    {
        var result = await PluginTest.RunAsync(new OneWay(), TestMessage.ToolResult("x"));
        Assert.That(result.IsBlocked, Is.False);
        var call = await PluginTest.RunAsync(new OneWay(), TestMessage.ToolCall("t", new { a = "x" }));
        Assert.That(call.IsBlocked, Is.True);
    }

    [Test]
    public async Task A_mask_that_breaks_the_output_schema_turns_the_result_into_text()
    {
        var schema = new { type = "object", properties = new { key = new { type = "string", pattern = "^house-" } } };
        var result = await PluginTest.RunAsync(House, TestMessage.StructuredResult(new { key = "house-1" }, "house-1", schema));
        Assert.That(result.Json, Does.Not.Contain("structuredContent").And.Contain("\"isError\":true"));
    }

    [Test]
    public async Task A_text_guardrail_that_says_it_checks_no_messages_is_not_asked_about_them()
    {
        Assert.That((await PluginTest.RunAsync(new BothWays(checksMessages: false), TestMessage.ToolResult("x"))).IsBlocked, Is.False);
        Assert.That((await PluginTest.RunAsync(new BothWays(checksMessages: true), TestMessage.ToolResult("x"))).IsBlocked, Is.True);
    }

    [Guardrail("one-way", Directions = Directions.ToServer)]
    private sealed class OneWay : IGuardrail
    {
        public IReadOnlyCollection<FindingKind> Kinds => [];

        public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Block("no");
    }

    private sealed class BothWays(bool checksMessages) : TextGuardrail
    {
        public override IReadOnlyCollection<FindingKind> Kinds => [];

        public override bool ChecksMessages => checksMessages;

        public override void Find(in TextLeaf leaf, FindingSink findings)
        {
        }

        public override ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Block("no");
    }
}
