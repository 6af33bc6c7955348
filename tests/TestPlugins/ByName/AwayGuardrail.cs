using Gateway;

namespace ByName;

[Guardrail("away", ByNameOnly = true, Order = 1)]
public sealed class AwayGuardrail : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
}
