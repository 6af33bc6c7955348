namespace Gateway.Plugins.Lingers;

/// <summary>Never comes back from its end.</summary>
[Guardrail("clings")]
public sealed class ClingsGuardrail : IGuardrail, IDisposable
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;

    public void Dispose() => Thread.Sleep(Timeout.Infinite);
}
