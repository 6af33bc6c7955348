namespace Gateway.Plugins.Poses;

/// <summary>Has the name of a plugin of the gateway.</summary>
[Guardrail("BASIC")]
public sealed class PosesGuardrail : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
}
