using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Routing;

/// <summary>A request that a second server gets passes the guardrails for that one, in every round.</summary>
public class SecondServerTests
{
    [Test]
    public void What_is_sent_once_more_with_answers_is_what_was_guarded_for_that_server()
    {
        var first = new PlayedServer("first").Speak(isModern: false).On("resources/read", """ "error":{"code":-32002,"message":"not found"}""");
        var second = new PlayedServer("second").Speak(isModern: true).On("resources/read", """ "result":{"resultType":"input_required","requestState":"s"}""");
        using var session = new PlayedSession(new(), [Slot.Of(new Wary("second"))], first, second).Open(isModern: false);
        var id = session.Request("resources/read", $$"""{"uri":"a://b","note":"{{Slot.Word}}"}""");
        second.AwaitReceived("requestState");
        second.On("resources/read", """ "result":{"contents":[]}""");
        session.ReadAnswer(id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Received, Has.Some.Contains(Slot.Word));
            Assert.That(second.Received, Has.None.Contains(Slot.Word));
        }
    }

    /// <summary>Looks at what goes to one server only.</summary>
    private sealed class Wary(string server) : TextGuardrail
    {
        public override IReadOnlyCollection<FindingKind> Kinds => [Kind.Secret];

        public override void Find(in TextLeaf leaf, FindingSink findings)
        {
            var at = leaf.Text.IndexOf(Slot.Word, StringComparison.Ordinal);
            if (at >= 0 && leaf.Message.Server == server) findings.Add(Kind.Secret, at, Slot.Word.Length);
        }
    }
}
