using Gateway.Core.Configuration;
using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

/// <summary>Fail closed: every way to fail, with either action. A second guardrail that works must not be lost with the first.</summary>
internal sealed class FailurePolicyTests
{
    private const string Result = """{"content":[{"type":"text","text":"a ghp_word"}]}""";
    private const string Masked = """{"content":[{"type":"text","text":"a <SECRET>"}]}""";

    private static readonly FailureAction[] Actions = [FailureAction.Block, FailureAction.Pass];

    private static readonly (string Name, FailureKind Kind, TextProbe.Finder Find)[] TextFailures =
    [
        ("throws", FailureKind.Error, (in TextLeaf _, FindingSink _) => throw new InvalidOperationException("quotes ghp_word")),
        ("throws_after_a_finding", FailureKind.Error, (in TextLeaf _, FindingSink findings) =>
        {
            findings.Add(Kind.Token, 0, 1);
            throw new InvalidOperationException();
        }),
        ("throws_a_time_out", FailureKind.Error, (in TextLeaf _, FindingSink _) => throw new TimeoutException()),
        ("undeclared_kind", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => findings.Add(Kind.Undeclared, 0, 1)),
        ("null_kind", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => findings.Add(null!, 0, 1)),
        ("span_over_the_end", FailureKind.Invalid, (in TextLeaf leaf, FindingSink findings) => findings.Add(Kind.Token, 1, leaf.Text.Length)),
        ("span_before_the_start", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => findings.Add(Kind.Token, -1, 1)),
        ("empty_span", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => findings.Add(Kind.Token, 0, 0)),
        ("span_that_overflows", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => findings.Add(Kind.Token, int.MaxValue, int.MaxValue)),
        ("span_outside_swallowed", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => Swallow(() => findings.Add(Kind.Token, 0, int.MaxValue))),
        ("undeclared_swallowed", FailureKind.Invalid, (in TextLeaf _, FindingSink findings) => Swallow(() => findings.Add(Kind.Undeclared, 0, 1))),
    ];

    private static readonly (string Name, FailureKind Kind, Func<Message, Verdict> Check)[] MessageFailures =
    [
        ("throws", FailureKind.Error, _ => throw new InvalidOperationException("quotes ghp_word")),
        ("null_verdict", FailureKind.Invalid, _ => null!),
        ("undeclared_kind", FailureKind.Invalid, _ => Found(Kind.Undeclared, 0, 0, 1)),
        ("no_such_text", FailureKind.Invalid, _ => Found(Kind.Secret, 999, 0, 1)),
        ("negative_text", FailureKind.Invalid, _ => Found(Kind.Secret, -1, 0, 1)),
        ("span_over_the_end", FailureKind.Invalid, _ => Found(Kind.Secret, 0, 0, int.MaxValue)),
        ("empty_span", FailureKind.Invalid, _ => Found(Kind.Secret, 0, 0, 0)),
        ("replaces_by_no_object", FailureKind.Invalid, _ => Verdict.Replace(System.Text.Json.JsonElement.Parse("1"))),
    ];

    private static IEnumerable<TestCaseData> TextCells() =>
        from failure in TextFailures
        from action in Actions
        select new TestCaseData(failure.Find, failure.Kind, action).SetArgDisplayNames(failure.Name, action.ToString());

    private static IEnumerable<TestCaseData> MessageCells() =>
        from failure in MessageFailures
        from action in Actions
        select new TestCaseData(failure.Check, failure.Kind, action).SetArgDisplayNames(failure.Name, action.ToString());

    [TestCaseSource(nameof(TextCells))]
    public void A_text_guardrail_that_fails_gets_its_failure_action(Delegate find, FailureKind kind, FailureAction action) =>
        AssertCell(new TextProbe([Kind.Secret, Kind.Token], (TextProbe.Finder)find), Result, kind, action, Masked);

    [TestCaseSource(nameof(MessageCells))]
    public void A_message_guardrail_that_fails_gets_its_failure_action(Delegate check, FailureKind kind, FailureAction action) =>
        AssertCell(new MessageProbe((Func<Message, Verdict>)check), Result, kind, action, Masked);

    [TestCase(FailureAction.Block)]
    [TestCase(FailureAction.Pass)]
    public void A_blob_that_cannot_be_decoded_gets_the_failure_action_of_text_guardrails(FailureAction action) => AssertCell(
        new TextProbe((in TextLeaf _, FindingSink _) => { }),
        """{"contents":[{"uri":"a","mimeType":"text/plain","blob":"%%%","text":"ghp_word"}]}""",
        FailureKind.Invalid,
        action,
        """{"contents":[{"uri":"a","mimeType":"text/plain","blob":"%%%","text":"<SECRET>"}]}""",
        FailureAction.Pass);

    [TestCase(FailureAction.Block, false)]
    [TestCase(FailureAction.Pass, false)]
    [TestCase(FailureAction.Block, true)]
    [TestCase(FailureAction.Pass, true)]
    public void A_blob_that_cannot_be_decoded_gets_the_failure_action_of_a_message_guardrail_that_reads_texts(FailureAction action, bool swallows) => AssertCell(
        Reading(message => _ = message.Texts.Count, swallows),
        """{"contents":[{"uri":"a","mimeType":"text/plain","blob":"%%%","text":"ghp_word"}]}""",
        FailureKind.Invalid,
        action,
        """{"contents":[{"uri":"a","mimeType":"text/plain","blob":"%%%","text":"<SECRET>"}]}""",
        FailureAction.Pass);

    [TestCase(FailureAction.Block, false)]
    [TestCase(FailureAction.Pass, false)]
    [TestCase(FailureAction.Block, true)]
    [TestCase(FailureAction.Pass, true)]
    public void Doubled_names_get_the_failure_action_of_a_message_guardrail_that_reads_the_payload(FailureAction action, bool swallows) => AssertCell(
        Reading(message => _ = message.Payload, swallows),
        """{"content":[],"structuredContent":{"a":1,"\u0061":"ghp_word"}}""",
        FailureKind.Invalid,
        action,
        """{"content":[],"structuredContent":{"a":1,"\u0061":"<SECRET>"}}""");

    [TestCase(FailureAction.Block)]
    [TestCase(FailureAction.Pass)]
    public void A_message_too_large_for_a_message_guardrail_gets_its_failure_action(FailureAction action)
    {
        var filler = new string('x', GatewayDefaults.MessageGuardrailBytes);
        AssertCell(
            new MessageProbe(_ => Verdict.Pass),
            $$"""{"content":[{"type":"text","text":"ghp_word {{filler}}"}]}""",
            FailureKind.Oversize,
            action,
            $$"""{"content":[{"type":"text","text":"<SECRET> {{filler}}"}]}""");
    }

    [TestCase(FailureAction.Block)]
    [TestCase(FailureAction.Pass)]
    public async Task A_message_guardrail_that_does_not_answer_in_time_gets_its_failure_action(FailureAction action)
    {
        var time = new ManualTime();
        using var callback = new ManualResetEventSlim();
        var stuck = new MessageProbe(async (_, cancellation) =>
        {
            // Cancellation runs plugin code as well; it may hang too.
            cancellation.Register(callback.Wait);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return Verdict.Pass;
        });
        var policy = Only(FailureKind.Timeout, action);
        using var session = new GuardedSession(time, Slot.Of(stuck, "failing", onFailure: policy), Slot.Words);
        var passage = session.NewPassage($$"""{"jsonrpc":"2.0","id":1,"result":{{Result}}}""", "tools/call", Direction.ToClient, true);
        var sent = Task.Run(() => session.Send(passage));
        time.AwaitTimer();
        time.Advance(GuardedSession.Settings.MessageGuardrailTimeout);
        await sent;
        callback.Set();
        AssertOutcome(passage, FailureKind.Timeout, action, Masked);
    }

    [Test]
    public void After_three_time_outs_a_message_guardrail_is_asked_no_more()
    {
        var time = new ManualTime();
        var asked = 0;
        var stuck = new MessageProbe(async (_, _) =>
        {
            Interlocked.Increment(ref asked);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return Verdict.Pass;
        });
        using var session = new GuardedSession(time, Slot.Of(stuck, "failing"));
        for (var i = 0; i < 3; i++)
        {
            var sent = Task.Run(() => session.Result(Result));
            time.AwaitTimer();
            time.Advance(GuardedSession.Settings.MessageGuardrailTimeout);
            Assert.That(sent.GetAwaiter().GetResult().Refusal?.Code, Is.EqualTo("timeout"));
        }

        Assert.That(session.Result(Result).Refusal?.Code, Is.EqualTo("timeout"));
        Assert.That(asked, Is.EqualTo(3));
    }

    [Test]
    public void A_time_out_inside_a_message_guardrail_is_its_error_and_not_a_stuck_thread()
    {
        using var session = new GuardedSession(Slot.Of(new MessageProbe(_ => throw new System.Text.RegularExpressions.RegexMatchTimeoutException()), "failing"));
        for (var i = 0; i < 5; i++) Assert.That(session.Result(Result).Refusal?.Code, Is.EqualTo("error"));
    }

    [Test]
    public void A_failure_is_logged_by_type_and_frame_and_never_by_message()
    {
        var log = new LogLines();
        var text = Slot.Of(new TextProbe((in TextLeaf _, FindingSink _) => throw new InvalidOperationException("quotes ghp_word")), "text", onFailure: FailurePolicy.All(FailureAction.Pass));
        var message = Slot.Of(new MessageProbe(_ => throw new InvalidOperationException("quotes ghp_word")), "message", onFailure: FailurePolicy.All(FailureAction.Pass));
        using var session = new GuardedSession(TimeProvider.System, log, text, message);
        session.Result(Result);
        Assert.That(log.Lines, Has.Count.EqualTo(2));
        Assert.That(log.Lines, Has.All.Contains("InvalidOperationException at ").And.All.Not.Contains("ghp_word"));
        Assert.That(log.Lines.First(), Does.Contain("guardrail text failed on a message: Error"));
    }

    [Test]
    public void A_refusal_for_a_failure_names_the_guardrail_and_how_it_failed()
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf _, FindingSink _) => throw new InvalidOperationException("quotes ghp_word")), "failing"));
        Assert.That(session.Result(Result).Refusal, Is.EqualTo(new Refusal("failing", "error", "The guardrail failing could not check the message (error).")));
    }

    private static MessageProbe Reading(Action<Message> read, bool swallows) => new(message =>
    {
        if (swallows) Swallow(() => read(message));
        else read(message);
        return Verdict.Pass;
    });

    private static Verdict Found(FindingKind kind, int text, int start, int length) =>
        Verdict.Found([new TextFinding { Text = text, Kind = kind, Start = start, Length = length }]);

    private static void Swallow(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Assert.That(exception, Is.Not.Null);
        }
    }

    // The cell under test has the action; all others have the opposite one, so that a mix-up of kinds shows.
    private static FailurePolicy Only(FailureKind kind, FailureAction action) =>
        FailurePolicy.All(action == FailureAction.Pass ? FailureAction.Block : FailureAction.Pass).With(kind, action);

    private static void AssertCell(IGuardrail failing, string result, FailureKind kind, FailureAction action, string masked, FailureAction others = FailureAction.Block)
    {
        using var session = new GuardedSession(
            Slot.Of(failing, "failing", onFailure: Only(kind, action)),
            Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), "words", onFailure: FailurePolicy.All(others)));
        AssertOutcome(session.Result(result), kind, action, masked);
    }

    private static void AssertOutcome(Passage passage, FailureKind kind, FailureAction action, string masked)
    {
        if (action == FailureAction.Pass)
        {
            Assert.That(passage.Json(), Is.EqualTo(masked));
            Assert.That(passage.Count(Kind.Secret), Is.EqualTo(1));
            Assert.That(passage.Count(Kind.Token), Is.Zero);
        }
        else
        {
            Assert.That(passage.Refusal, Is.EqualTo(Refusal.Failed("failing", kind)));
        }
    }
}
