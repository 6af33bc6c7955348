using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

public class GuardrailSlotTests
{
    [Test]
    public void A_text_guardrail_looks_at_whole_messages_only_when_it_says_how() =>
        Assert.That(GuardrailSlot.OverridesCheck(new Texts()), Is.False);

    [TestCase(true)]
    [TestCase(false)]
    public void A_text_guardrail_that_says_how_is_asked_whether_it_needs_to(bool needs) =>
        Assert.That(GuardrailSlot.OverridesCheck(new Both(needs)), Is.EqualTo(needs));

    private class Texts : TextGuardrail
    {
        public override IReadOnlyCollection<FindingKind> Kinds => [];

        public override void Find(in TextLeaf leaf, FindingSink findings)
        {
        }
    }

    private sealed class Both(bool needs) : Texts
    {
        public override bool ChecksMessages => needs;

        public override ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
    }
}
