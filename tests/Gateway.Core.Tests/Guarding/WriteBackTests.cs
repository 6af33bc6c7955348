namespace Gateway.Core.Tests.Guarding;

public class WriteBackTests
{
    [TestCase("""{"arguments":{"x":"token=<SECRET>"}}""")]
    [TestCase("""{"arguments":{"x":["\u003cSECRET\u003e"]}}""")]
    [TestCase("""{"arguments":{"<SECRET>":1}}""")]
    public void A_placeholder_that_the_session_was_shown_may_not_be_written_back(string parameters)
    {
        using var session = Shown();
        var passage = session.Request(parameters, prepare: passage => passage.Protected = session.Shown);
        Assert.That(passage.Refusal?.Code, Is.EqualTo("placeholder"));
        Assert.That(passage.Refusal!.Reason, Does.Contain("destroy the real value"));
        Assert.That(passage.Findings?.ByKind["placeholder"], Is.EqualTo(1));
    }

    [Test]
    public void Report_counts_a_placeholder_and_lets_it_pass()
    {
        using var session = Shown();
        var passage = session.Request("""{"arguments":{"x":"<SECRET>"}}""", prepare: passage => (passage.Protected, passage.ReportsPlaceholders) = (session.Shown, true));
        Assert.That(passage.Json(), Is.EqualTo("""{"arguments":{"x":"<SECRET>"}}"""));
        Assert.That(passage.Findings?.ByKind["placeholder"], Is.EqualTo(1));
    }

    [Test]
    public void A_tool_that_only_reads_may_get_a_placeholder()
    {
        using var session = Shown();
        Assert.That(session.Request("""{"arguments":{"x":"<SECRET>"}}""").Json(), Is.EqualTo("""{"arguments":{"x":"<SECRET>"}}"""));
    }

    [TestCase("<TOKEN>")]
    [TestCase("<secret>")]
    [TestCase("SECRET")]
    public void What_the_session_was_never_shown_is_no_placeholder(string text)
    {
        using var session = Shown();
        Assert.That(session.Request($$"""{"arguments":{"x":"{{text}}"} }""", prepare: passage => passage.Protected = session.Shown).Refusal, Is.Null);
    }

    [Test]
    public void A_secret_that_is_masked_on_the_way_in_is_no_write_back()
    {
        using var session = Shown();
        var passage = session.Request("""{"arguments":{"x":"ghp_word"}}""", prepare: passage => passage.Protected = session.Shown);
        Assert.That(passage.Json(), Is.EqualTo("""{"arguments":{"x":"<SECRET>"}}"""));
    }

    [Test]
    public void Our_own_mask_in_a_replaced_request_is_no_write_back()
    {
        using var session = new GuardedSession(Slot.Words, Slot.Of(new MessageProbe(message => message.Info.IsAnswer ? Verdict.Pass : Verdict.Replace(message.Payload)), "replaces"));
        session.Result("""{"x":"ghp_word"}""");
        var passage = session.Request("""{"name":"t","arguments":{"x":"ghp_word"}}""", prepare: passage => passage.Protected = session.Shown);
        Assert.That(passage.Json(), Is.EqualTo("""{"name":"t","arguments":{"x":"<SECRET>"}}"""));
    }

    private static GuardedSession Shown()
    {
        var session = new GuardedSession(Slot.Words);
        session.Result("""{"x":"ghp_word"}""");
        return session;
    }
}
