using Gateway.Core.Guarding;

namespace Gateway.Testing.Guarding;

/// <summary>Stands before a text guardrail and keeps what it throws.</summary>
internal sealed class WatchedTextGuardrail(TextGuardrail guardrail, string name, ThrownExceptions thrown) : TextGuardrail
{
    public override IReadOnlyCollection<FindingKind> Kinds => guardrail.Kinds;

    public override bool ChecksMessages { get; } = GuardrailSlot.OverridesCheck(guardrail);

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        try
        {
            guardrail.Find(leaf, findings);
        }
        catch (Exception exception)
        {
            thrown.Add(leaf.Message, name, exception);
            throw;
        }
    }

    public override ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => WatchedGuardrail.Check(guardrail, name, thrown, message, cancellationToken);
}
