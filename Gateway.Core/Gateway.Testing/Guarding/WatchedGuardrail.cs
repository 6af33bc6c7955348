namespace Gateway.Testing.Guarding;

/// <summary>Stands before a guardrail and keeps what it throws.</summary>
internal sealed class WatchedGuardrail(IGuardrail guardrail, string name, ThrownExceptions thrown) : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => guardrail.Kinds;

    public static IGuardrail Watch(IGuardrail guardrail, string name, ThrownExceptions thrown) =>
        guardrail is TextGuardrail text ? new WatchedTextGuardrail(text, name, thrown) : new WatchedGuardrail(guardrail, name, thrown);

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Check(guardrail, name, thrown, message, cancellationToken);

    public static async ValueTask<Verdict> Check(IGuardrail guardrail, string name, ThrownExceptions thrown, Message message, CancellationToken cancellationToken)
    {
        try
        {
            return await guardrail.CheckAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            thrown.Add(message.Info, name, exception);
            throw;
        }
    }
}
