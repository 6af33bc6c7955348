using Conflict;

namespace Gateway.Plugins.UsesConflict1;

[Guardrail("uses-conflict-1")]
public sealed class UsesConflict1Guardrail : IGuardrail
{
    private readonly string _which = Which.Version;

    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;

    public override string ToString() => _which;
}
