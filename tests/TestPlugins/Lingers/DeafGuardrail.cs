namespace Gateway.Plugins.Lingers;

/// <summary>Does not hear that its time is over.</summary>
[Guardrail("deaf")]
public sealed class DeafGuardrail : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public async ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return Verdict.Pass;
    }
}
