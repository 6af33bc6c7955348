using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Tracing;

/// <summary>A record is masked whatever the configuration does with a finding.</summary>
public class MaskingTests
{
    private const string Word = Slot.Word;
    private const string Asked = """{"name":"read","arguments":{"a":"x ghp_word y","ghp_word":[1]}}""";
    private const string AskedMasked = """{"a":"x <SECRET> y","<SECRET>":[1]}""";
    private const string Answered = """{"content":[{"type":"text","text":"ghp_word"}]}""";

    private static GuardrailSlot Words(FindingAction action, Directions directions = Directions.Both) =>
        Slot.Of(new WordGuardrail(Word, Kind.Secret), toServer: action, toClient: action, directions: directions);

    [TestCase(FindingAction.Mask)]
    [TestCase(FindingAction.Report)]
    public void Arguments_and_results_are_masked(FindingAction action)
    {
        using var traced = new TracedCall(true, Words(action));
        var record = traced.Record(Asked, Answered);
        Assert.That((record.Arguments, record.Result), Is.EqualTo((AskedMasked, """{"content":[{"type":"text","text":"<SECRET>"}]}""")));
    }

    [Test]
    public void A_blocked_call_tells_its_arguments_masked_to_their_end_and_the_kinds()
    {
        using var traced = new TracedCall(true, Words(FindingAction.Block));
        var record = traced.Record(Asked);
        Assert.That((record.Outcome, record.Arguments), Is.EqualTo(("blocked", AskedMasked)));
        Assert.That(record.Result, Does.Contain("blocked by gateway policy").And.Contain("\"isError\":true"));
        Assert.That(record.Findings.Select(finding => (finding.Kind, finding.Action)), Is.All.EqualTo(("secret", "blocked")));
        Assert.That(record.Findings, Is.Not.Empty);
    }

    [Test]
    public void A_withheld_result_is_not_told_and_its_kinds_are()
    {
        using var traced = new TracedCall(true, Slot.Of(new WordGuardrail(Word, Kind.Secret), toClient: FindingAction.Block));
        var record = traced.Record("""{"name":"read","arguments":{"a":1}}""", Answered);
        Assert.That((record.Outcome, record.Arguments), Is.EqualTo(("blocked", """{"a":1}""")));
        Assert.That(record.Result, Does.Contain("blocked by gateway policy").And.Not.Contain(Word));
        Assert.That(record.Findings.Single().Action, Is.EqualTo("blocked"));
    }

    [TestCase("""{"content":[{"type":"ghp_word","text":"x"}]}""")]
    [TestCase("""{"content":[{"type":"image","mimeType":"ghp_word","data":"AAAA"}]}""")]
    [TestCase("""{"content":[],"nextCursor":"ghp_word"}""")]
    [TestCase("""{"content":[],"_meta":{"baggage":"k=ghp_word"}}""")]
    [TestCase("""{"content":[],"requestState":"ghp_word"}""")]
    public void What_goes_to_the_client_untouched_by_design_is_masked_in_a_record(string result)
    {
        using var traced = new TracedCall(true, Words(FindingAction.Mask));
        Assert.That(traced.Record("""{"name":"read"}""", result).Result, Is.EqualTo(result.Replace(Word, "<SECRET>", StringComparison.Ordinal)));
    }

    [TestCase(FindingAction.Mask)]
    [TestCase(FindingAction.Report)]
    public void An_error_is_masked(FindingAction action)
    {
        using var traced = new TracedCall(true, Words(action));
        Assert.That(traced.Record("""{"name":"read"}""", error: """{"code":-1,"message":"no ghp_word"}""").Result, Is.EqualTo("""{"code":-1,"message":"no <SECRET>"}"""));
    }

    [TestCase(Directions.ToClient)]
    [TestCase(Directions.ToServer)]
    public void A_guardrail_of_one_direction_masks_both_in_a_record(Directions directions)
    {
        using var traced = new TracedCall(true, Words(FindingAction.Mask, directions));
        var record = traced.Record(Asked, Answered);
        Assert.That((record.Arguments, record.Result), Is.EqualTo((AskedMasked, """{"content":[{"type":"text","text":"<SECRET>"}]}""")));
    }

    [Test]
    public void The_clients_name_is_masked()
    {
        using var traced = new TracedCall(false, Words(FindingAction.Report)) { Client = """{"name":"ghp_word","version":"1 ghp_word"}""" };
        var record = traced.Record("""{"name":"read"}""", "{}");
        Assert.That((record.ClientName, record.ClientVersion), Is.EqualTo(("<SECRET>", "1 <SECRET>")));
    }

    [Test]
    public void A_tools_name_is_masked()
    {
        using var traced = new TracedCall(false, Words(FindingAction.Report));
        traced.Tracing.End(TracedCall.Call(info: new() { Direction = Direction.ToServer, Method = Methods.ToolsCall, Server = "s", Tool = "ghp_word" }), "ok");
        Assert.That(traced.TakeRecord().CapabilityName, Is.EqualTo("<SECRET>"));
    }

    [Test]
    public void A_uri_and_an_unknown_method_are_masked()
    {
        using var resource = new TracedCall(false, Words(FindingAction.Report)) { Method = Methods.ResourcesRead };
        Assert.That(resource.Record("""{"uri":"file:///ghp_word"}""", "{}").CapabilityName, Is.EqualTo("file:///<SECRET>"));
        using var method = new TracedCall(false, Words(FindingAction.Report)) { Method = "x/ghp_word" };
        Assert.That(method.Record("{}", "{}").Method, Is.EqualTo("x/<SECRET>"));
    }

    [Test]
    public void What_a_guardrail_of_whole_messages_reports_is_masked_wherever_it_stands()
    {
        var reporter = new MessageProbe(message => Verdict.Found(
            [.. message.Texts.Where(text => text.Text == "hunter2").Take(1).Select(text => new TextFinding { Text = text.Index, Kind = Kind.Token, Start = 0, Length = 7 })]));
        using var traced = new TracedCall(true, Slot.Of(reporter, toServer: FindingAction.Report, toClient: FindingAction.Report));
        var record = traced.Record("""{"name":"read","arguments":{"a":"hunter2","b":"my hunter2"}}""", """{"structuredContent":{"a":"hunter2"}}""");
        Assert.That((record.Arguments, record.Result), Is.EqualTo(("""{"a":"<TOKEN>","b":"my <TOKEN>"}""", """{"structuredContent":{"a":"<TOKEN>"}}""")));
    }

    [Test]
    public void What_a_guardrail_of_whole_messages_refuses_is_not_told()
    {
        using var traced = new TracedCall(true, Slot.Of(new MessageProbe(_ => Verdict.Block("no"))));
        var record = traced.Record("""{"name":"read","arguments":{"a":1}}""");
        Assert.That((record.Outcome, record.Arguments, record.CapabilityName), Is.EqualTo(("blocked", (string?)null, "read")));
        Assert.That(record.Findings.Single().Kind, Is.EqualTo("policy"));
    }

    [Test]
    public void What_no_guardrail_could_check_is_not_told()
    {
        var onFailure = FailurePolicy.All(FailureAction.Pass);
        using var whole = new TracedCall(true, Slot.Of(new MessageProbe(_ => throw new InvalidOperationException()), onFailure: onFailure));
        var record = whole.Record("""{"name":"read","arguments":{"a":1}}""", "{}");
        Assert.That((record.Outcome, record.Arguments, record.Result), Is.EqualTo(("ok", (string?)null, (string?)null)));
        using var text = new TracedCall(true, Slot.Of(new TextProbe((in TextLeaf _, FindingSink _) => throw new InvalidOperationException()), onFailure: onFailure));
        record = text.Record("""{"name":"read","arguments":{"a":"x"}}""", """{"a":"x"}""");
        Assert.That((record.Outcome, record.Arguments, record.Result), Is.EqualTo(("ok", (string?)null, (string?)null)));
    }

    [Test]
    public void The_reason_of_a_refusal_is_masked()
    {
        using var traced = new TracedCall(true, Slot.Of(new MessageProbe(_ => Verdict.Block("because of ghp_word"))), Slot.Of(new WordGuardrail(Word, Kind.Secret), name: "words", toClient: FindingAction.Report));
        Assert.That(traced.Record("""{"name":"read","arguments":{"a":1}}""").Result, Does.Contain("because of <SECRET>"));
    }
}
