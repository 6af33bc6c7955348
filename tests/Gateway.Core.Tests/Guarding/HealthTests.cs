using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

public class HealthTests
{
    [Test]
    public void A_text_guardrail_is_failing_until_it_answers_again()
    {
        var isBroken = true;
        var slot = Slot.Of(new TextProbe((in _, _) =>
        {
            if (isBroken) throw new InvalidOperationException();
        }));
        using var session = new GuardedSession(slot);
        session.Result("""{"x":"text"}""");
        session.Result("""{"x":"text"}""");
        Assert.That((slot.Health.IsFailing, slot.Health.Failures), Is.EqualTo((true, 2)));
        isBroken = false;
        session.Result("""{"x":"text"}""");
        Assert.That((slot.Health.IsFailing, slot.Health.Failures), Is.EqualTo((false, 2)));
    }

    [Test]
    public void A_message_guardrail_is_failing_until_it_answers_again()
    {
        var isBroken = true;
        var slot = Slot.Of(new MessageProbe(_ => isBroken ? throw new InvalidOperationException() : Verdict.Pass));
        using var session = new GuardedSession(slot);
        session.Result("{}");
        Assert.That((slot.Health.IsFailing, slot.Health.Failures), Is.EqualTo((true, 1)));
        isBroken = false;
        session.Result("{}");
        Assert.That((slot.Health.IsFailing, slot.Health.Failures), Is.EqualTo((false, 1)));
    }

    [Test]
    public void Only_the_guardrail_that_failed_is_failing()
    {
        var (good, bad) = (Slot.Words, Slot.Of(new TextProbe((in _, _) => throw new InvalidOperationException()), "bad"));
        using var session = new GuardedSession(good, bad);
        session.Result("""{"x":"text"}""");
        Assert.That((good.Health.IsFailing, bad.Health.IsFailing), Is.EqualTo((false, true)));
    }

    [Test]
    public void Hits_are_counted_for_the_guardrail_that_found_them()
    {
        using var session = new GuardedSession(Slot.Words, Slot.Of(new WordGuardrail("other", Kind.Secret), "second", toClient: FindingAction.Report));
        Assert.That(session.Pipeline.FoundSoFar, Is.Null);
        session.Result("""{"x":"ghp_word and ghp_word","y":"other"}""");
        var found = session.Pipeline.FoundSoFar!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.ByGuardrail("probe")[Kind.Secret.Name]["masked"], Is.EqualTo(2));
            Assert.That(found.ByGuardrail("second")[Kind.Secret.Name]["reported"], Is.EqualTo(1));
            Assert.That(found.ByGuardrail("third"), Is.Empty);
        }
    }

    [Test]
    public void A_text_that_is_shown_elsewhere_is_masked_and_counted_nowhere()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), toClient: FindingAction.Block));
        Assert.That(session.Pipeline.Mask("the \"ghp_word\""), Is.EqualTo("the \"<SECRET>\""));
        Assert.That(session.Pipeline.FoundSoFar, Is.Null);
    }

    [Test]
    public void A_text_that_no_guardrail_could_read_is_not_shown()
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe((in _, _) => throw new InvalidOperationException())));
        Assert.That(session.Pipeline.Mask("text"), Is.Null);
    }
}
