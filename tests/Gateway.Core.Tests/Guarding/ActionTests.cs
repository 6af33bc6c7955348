using Gateway.Core.Allowing;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Guarding;

/// <summary>What is done about findings is counted and logged, by names and never by value.</summary>
public class ActionTests
{
    private const string W = Slot.Word;

    private static readonly byte[] Key = new byte[32];

    [TestCase("""{"content":[{"type":"text","text":"W W"}]}""", "masked 2 secret in the result of files/read (content)")]
    [TestCase("""{"structuredContent":{"a":"W"},"_meta":{"b":"W"}}""", "masked 2 secret in the result of files/read (structuredContent, _meta)")]
    [TestCase("""{"other":"W"}""", "masked 1 secret in the result of files/read (result)")]
    [TestCase("""{"W":""}""", "masked 1 secret in the result of files/read (result)")]
    [TestCase("\"W\"", "masked 1 secret in the result of files/read (result)")]
    public void A_result_with_findings_has_one_line(string result, string line) => AssertLogged(line, session => session.Result(Plant(result)));

    [Test]
    public void An_error_has_one_line() =>
        AssertLogged("masked 2 secret in the error of files/read (error)", session => session.Error(Plant("""{"code":1,"message":"W","data":"W"}""")));

    [Test]
    public void A_call_has_one_line() =>
        AssertLogged("masked 1 secret in the call of files/read (arguments)", session => session.Request(Plant("""{"name":"t","arguments":{"a":"W"}}""")));

    [TestCase(Methods.Progress, "the notifications/progress of files")]
    [TestCase("notifications/tasks/status", "the notifications/tasks/status of files")]
    [TestCase("notifications/vendor", "the unknown notification of files")]
    public void A_notification_has_one_line_and_no_method_that_only_a_peer_knows(string method, string message) =>
        AssertLogged($"masked 1 secret in {message} (notification)", session => session.Notification(method, Plant("""{"message":"W"}""")));

    [TestCase("resources/list", """{"resources":[{"uri":"a","name":"b","description":"W"}]}""", "masked 1 secret in the resources/list result of files (listing)")]
    [TestCase("resources/list", """{"resources":[{"uri":"W","name":"b"}]}""", "masked 1 secret in the resources/list result of files (identity)")]
    public void A_listing_has_one_line(string method, string result, string line) => AssertLogged(line, session => session.Result(Plant(result), method));

    [Test]
    public void The_tools_of_a_server_are_not_named_once_something_was_found_in_a_name()
    {
        var log = new LogLines();
        using var session = new GuardedSession(TimeProvider.System, log, Slot.Of(new WordGuardrail(W, Kind.Secret), toClient: FindingAction.Report));
        session.Result(Plant("""{"resources":[{"uri":"W"}]}"""), "resources/list");
        session.Result(Plant("""{"a":"W"}"""));
        Assert.That(log.Lines.Last(), Is.EqualTo("reported 1 secret in the result of files (result)"));
    }

    [Test]
    public void Every_action_is_told_in_one_line()
    {
        var log = new LogLines();
        using var session = new GuardedSession(
            TimeProvider.System,
            log,
            Slot.Of(new WordGuardrail(("masked-word", Kind.Secret, 1), ("allowed-word", Kind.Token, 1)), allowed: Allowing("allowed-word")),
            Slot.Of(new WordGuardrail("reported-word", new("word", "<WORD>")), name: "other", toClient: FindingAction.Report));
        session.Result("""{"content":[{"type":"text","text":"masked-word allowed-word reported-word"}]}""");
        Assert.That(log.Lines, Is.EqualTo(new[] { "masked 1 secret; reported 1 word; allowed 1 token in the result of files/read (content)" }));
    }

    [Test]
    public void Findings_in_a_blocked_message_were_all_blocked()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail("masked-word", Kind.Token)), Slot.Of(new WordGuardrail(W, Kind.Secret), name: "other", toClient: FindingAction.Block));
        session.Result(Plant("""{"a":"masked-word","b":"W"}"""));
        Assert.That(session.Pipeline.Ledger.Totals.Select(total => (total.Entry.Key.Guardrail, total.Entry.Key.Kind, total.Entry.Key.Action, total.Count)), Is.EquivalentTo(new[]
        {
            ("probe", "token", TakenAction.Blocked, 1L), ("other", "secret", TakenAction.Blocked, 1L),
        }));
    }

    [Test]
    public void Totals_are_kept_by_guardrail_kind_server_direction_place_and_action()
    {
        using var session = new GuardedSession(Slot.Words);
        session.Result(Plant("""{"content":"W"}"""));
        session.Result(Plant("""{"content":"W W"}"""));
        session.Request(Plant("""{"name":"t","arguments":{"a":"W"}}"""));
        var key = new ActionKey("probe", "secret", TakenAction.Masked, FindingPlace.Content);
        Assert.That(session.Pipeline.Ledger.Totals, Is.EquivalentTo(new[]
        {
            (new FindingLedger.Entry(key, "files", Direction.ToClient), 3L),
            (new FindingLedger.Entry(key with { Place = FindingPlace.Arguments }, "files", Direction.ToServer), 1L),
        }));
        Assert.That(session.Pipeline.Ledger.ByKind("files")["secret"][TakenAction.Masked], Is.EqualTo(4));
        Assert.That(session.Pipeline.Ledger.ByKind("another"), Is.Empty);
    }

    [Test]
    public void What_a_message_guardrail_finds_and_refuses_is_told_too()
    {
        var log = new LogLines();
        using var session = new GuardedSession(
            TimeProvider.System,
            log,
            Slot.Of(new MessageProbe(message => Verdict.Found([new() { Text = 0, Kind = Kind.Secret, Start = 0, Length = 4 }])), name: "remote"),
            Slot.Of(new MessageProbe(_ => Verdict.Block("No.", "jailbreak")), name: "judge", order: 200));
        session.Result("""{"content":[{"type":"text","text":"word"}]}""");
        Assert.That(log.Lines, Is.EqualTo(new[] { "masked 1 secret; blocked 1 jailbreak in the result of files/read (message, content)" }));
    }

    [Test]
    public void A_message_without_findings_has_no_line_and_no_counter()
    {
        var log = new LogLines();
        using var session = new GuardedSession(TimeProvider.System, log, Slot.Words);
        var passage = session.Result("""{"content":[]}""");
        Assert.That((passage.Actions, log.Lines.Count, session.Pipeline.Ledger.Totals.Count()), Is.EqualTo(((ActionCounts?)null, 0, 0)));
    }

    [TestCase(FindingAction.Mask)]
    [TestCase(FindingAction.Block)]
    [TestCase(FindingAction.Report)]
    public void An_allowed_value_passes_whatever_the_action(FindingAction action)
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(W, Kind.Secret), toClient: action, allowed: Allowing(W)));
        var result = Plant("""{"a":"W","W":1,"content":[{"type":"resource_link","uri":"W"},{"type":"resource","resource":{"uri":"a","mimeType":"text/plain","blob":"BASE64"}}]}""");
        var passage = session.Result(result);
        Assert.That(passage.Json(), Is.EqualTo(result));
        Assert.That((passage.Findings, session.Pipeline.Ledger.ByKind("files")["secret"][TakenAction.Allowed]), Is.EqualTo(((FindingCounts?)null, 4L)));
    }

    [Test]
    public void An_allowed_value_does_not_take_another_finding_along()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail((W, Kind.Secret, 1), ($"key {W}", Kind.Token, 1)), allowed: Allowing(W)));
        Assert.That(session.Result(Plant("""{"a":"key W"}""")).Json(), Is.EqualTo("""{"a":"<TOKEN>"}"""));
    }

    [Test]
    public void A_value_that_a_message_guardrail_finds_can_be_allowed()
    {
        using var session = new GuardedSession(Slot.Of(
            new MessageProbe(_ => Verdict.Found([new() { Text = 1, Kind = Kind.Secret, Start = 0, Length = 4 }, new() { Text = 1, Kind = Kind.Secret, Start = 5, Length = 5 }])), allowed: Allowing("word")));
        Assert.That(session.Result("""{"a":"word other"}""").Json(), Is.EqualTo("""{"a":"word <SECRET>"}"""));
    }

    [Test]
    public void What_goes_to_a_log_is_masked_whatever_the_action()
    {
        foreach (var action in (FindingAction[])[FindingAction.Report, FindingAction.Block])
        {
            using var session = new GuardedSession(Slot.Of(new WordGuardrail(W, Kind.Secret), toClient: action));
            var passage = session.NewPassage(Plant("""{"jsonrpc":"2.0","id":1,"result":{"a":"W"}}"""), Methods.Initialize, Direction.ToClient, isAnswer: true);
            Assert.That(session.Send(passage, sent => sent.MasksAll = true).Json(), Is.EqualTo("""{"a":"<SECRET>"}"""));
        }
    }

    [Test]
    public void A_guardrail_is_asked_for_reasons_only_when_somebody_reads_them()
    {
        var wanted = new List<bool>();
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            wanted.Add(findings.WantsReasons);
            if (leaf.Kind == LeafKind.Value) findings.Add(Kind.Secret, 1, 2, 0.5, "rule seven");
        })));
        var message = """{"jsonrpc":"2.0","id":1,"result":{"a":"word"}}""";
        session.Send(session.NewPassage(message, Methods.ToolsCall, Direction.ToClient));
        Assert.That(wanted, Is.All.False);
        var observed = session.Send(session.NewPassage(message, Methods.ToolsCall, Direction.ToClient), passage => passage.Observer = new()).Observer!.Findings.Single();
        Assert.That(wanted, Has.Member(true));
        Assert.That((observed.Found, observed.Start, observed.Confidence, observed.Action, observed.Reason), Is.EqualTo(("or", 1, 0.5, TakenAction.Masked, "rule seven")));
    }

    [Test]
    public void A_walk_that_begins_again_is_observed_once()
    {
        var isBroken = true;
        using var session = new GuardedSession(Slot.Words, Slot.Of(
            new TextProbe((in TextLeaf leaf, FindingSink findings) =>
            {
                if (isBroken && leaf.Text.Contains('!')) throw new InvalidOperationException();
            }), name: "breaks", onFailure: new() { Error = Gateway.Core.Configuration.FailureAction.Pass }));
        var passage = session.NewPassage(Plant("""{"jsonrpc":"2.0","id":1,"result":{"a":"W","b":"!"}}"""), Methods.ToolsCall, Direction.ToClient);
        Assert.That(session.Send(passage, sent => sent.Observer = new()).Observer!.Findings, Has.Count.EqualTo(1));
    }

    private static AllowedValues Allowing(string value) => new(Key, [new() { Id = "1", Hash = AllowedValues.Hash(Key, value), Added = default }]);

    private static string Plant(string json) => json.Replace("W", W, StringComparison.Ordinal).Replace("BASE64", Base64(W), StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static void AssertLogged(string line, Action<GuardedSession> send)
    {
        var log = new LogLines();
        using var session = new GuardedSession(TimeProvider.System, log, Slot.Words);
        send(session);
        Assert.That(log.Lines, Is.EqualTo(new[] { line }));
    }
}
