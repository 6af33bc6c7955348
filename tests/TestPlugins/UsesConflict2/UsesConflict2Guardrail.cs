using Conflict;

namespace Gateway.Plugins.UsesConflict2;

[Guardrail("uses-conflict-2")]
public sealed class UsesConflict2Guardrail : IGuardrail
{
    private readonly string _which = Which.OnlyInTwo;

    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;

    public override string ToString() => _which;
}
