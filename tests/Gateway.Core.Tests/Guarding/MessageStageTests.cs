using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

public class MessageStageTests
{
    [Test]
    public void Message_guardrails_are_asked_by_order_and_then_by_name_about_the_masked_message()
    {
        var asked = new List<string>();
        GuardrailSlot Asking(string name, int order) => Slot.Of(new MessageProbe(message =>
        {
            asked.Add($"{name}:{message.Payload.GetProperty("x").GetString()}");
            return Verdict.Pass;
        }), name, order: order);
        using var session = new GuardedSession(Asking("b", 100), Asking("c", 1), Asking("a", 100), Slot.Words);
        session.Result("""{"x":"ghp_word"}""");
        Assert.That(asked, Is.EqualTo(new[] { "c:<SECRET>", "a:<SECRET>", "b:<SECRET>" }));
    }

    [Test]
    public void Nothing_changes_when_all_pass()
    {
        using var session = new GuardedSession(Slot.Of(new MessageProbe(_ => Verdict.Pass)));
        const string Result = """{ "x" : "\u0041" }""";
        Assert.That(session.Result(Result).Json(), Is.EqualTo(Result));
    }

    [Test]
    public void Findings_in_the_listed_texts_are_masked_where_they_stand()
    {
        using var session = new GuardedSession(Slot.Of(new MessageProbe(message => Verdict.Found(
        [
            .. message.Texts.Where(text => text.Text.Contains(Slot.Word, StringComparison.Ordinal)).Select(text =>
                new TextFinding { Text = text.Index, Kind = Kind.Secret, Start = text.Text.IndexOf(Slot.Word, StringComparison.Ordinal), Length = Slot.Word.Length }),
        ]))));
        var passage = session.Result("""{"a":"x gh\u0070_word","ghp_word":{"n":1},"contents":[{"mimeType":"text/plain","blob":"Z2hwX3dvcmQ="}],"content":[{"type":"resource_link","uri":"ghp_word","title":"ghp_word"}]}""");
        Assert.That(passage.Json(), Is.EqualTo(
            """{"a":"x <SECRET>","<SECRET>":{"n":1},"contents":[{"mimeType":"text/plain","blob":"PFNFQ1JFVD4="}],"content":[{"type":"text","text":"[withheld by the gateway: <SECRET> in a name or URI]"}]}"""));
    }

    [Test]
    public void A_block_keeps_its_code_and_its_reason_without_hidden_characters_and_secrets()
    {
        using var session = new GuardedSession(Slot.Words, Slot.Of(new MessageProbe(_ => Verdict.Block("not\u001b ghp_word\nhere", "own_code")), "blocks"));
        Assert.That(session.Result("{}").Refusal, Is.EqualTo(new Refusal("blocks", "own_code", "not\\u001b <SECRET> here")));
    }

    [Test]
    public void A_replacement_is_guarded_again_and_stays_on_one_line()
    {
        using var session = new GuardedSession(Slot.Words, Slot.Of(new MessageProbe(_ => Verdict.Replace(JsonElement.Parse("{\n  \"y\": [\n \"ghp_word\\n\" ]\n}"))), "replaces"));
        Assert.That(session.Result("""{"x":1}""").Json(), Is.EqualTo("""{"y":["<SECRET>\n"]}"""));
    }

    [TestCase("""{"name":"t","arguments":{"b":2}}""", true)]
    [TestCase("""{"arguments":{"b":2},"name":"t"}""", true)]
    [TestCase("""{"name":"other","arguments":{"b":2}}""", false)]
    [TestCase("""{"name":"t","arguments":{"b":2},"more":1}""", false)]
    [TestCase("""{"arguments":{"b":2}}""", false)]
    [TestCase("""{"name":"t"}""", false)]
    [TestCase("""{"name":"t","arguments":[1]}""", false)]
    public void A_replaced_request_may_differ_only_in_its_arguments(string replacement, bool isAllowed)
    {
        using var session = new GuardedSession(Slot.Of(new MessageProbe(_ => Verdict.Replace(JsonElement.Parse(replacement))), "replaces"));
        var passage = session.Request("""{"name":"t","arguments":{"a":1}}""");
        if (isAllowed) Assert.That(passage.Json(), Is.EqualTo("""{"name":"t","arguments":{"b":2}}"""));
        else Assert.That(passage.Refusal?.Code, Is.EqualTo("invalid"));
    }

    [Test]
    public async Task A_held_message_holds_its_lane_and_no_other()
    {
        var release = new TaskCompletionSource();
        using var session = new GuardedSession(Slot.Of(new MessageProbe(async (message, _) =>
        {
            if (message.Payload.GetProperty("x").GetString() == "held") await release.Task;
            return Verdict.Pass;
        })));
        var (held, free) = (new Lane(), new Lane());
        var order = new ConcurrentQueue<string>();
        var progress = SendAsync(session, "held", held, order);
        var result = SendAsync(session, "result", held, order);
        await SendAsync(session, "other", free, order).WaitAsync(Patience.Limit);
        Assert.That(order, Is.EqualTo(new[] { "other" }));
        release.SetResult();
        await Task.WhenAll(progress, result).WaitAsync(Patience.Limit);
        Assert.That(order, Is.EqualTo(new[] { "other", "held", "result" }));
    }

    [Test]
    public async Task A_message_that_cannot_be_sent_does_not_silence_its_lane()
    {
        var lane = new Lane();
        var arrived = new TaskCompletionSource();
        lane.Post(() => throw new InvalidOperationException());
        lane.Post(() =>
        {
            arrived.SetResult();
            return Task.CompletedTask;
        });
        await arrived.Task.WaitAsync(Patience.Limit);
    }

    [Test]
    public async Task A_cancelled_call_stops_the_guardrail_that_holds_it()
    {
        var entered = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        using var session = new GuardedSession(Slot.Of(new MessageProbe(async (_, cancellation) =>
        {
            cancellation.Register(stopped.SetResult);
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return Verdict.Pass;
        })));
        using var cancel = new CancellationTokenSource();
        var sent = SendAsync(session, "x", new Lane(), new(), cancel.Token);
        await entered.Task.WaitAsync(Patience.Limit);
        await cancel.CancelAsync();
        await Task.WhenAll(stopped.Task, sent).WaitAsync(Patience.Limit);
    }

    private static Task SendAsync(GuardedSession session, string text, Lane lane, ConcurrentQueue<string> order, CancellationToken cancellation = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var passage = session.NewPassage("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"" + text + "\"}}", "tools/call", Direction.ToClient, true);
        (passage.Lane, passage.Cancellation) = (lane, cancellation);
        passage.Next = _ =>
        {
            order.Enqueue(text);
            done.SetResult();
        };
        session.Pipeline.Pass(passage, new TextWalker(), new Turn());
        return done.Task;
    }
}
