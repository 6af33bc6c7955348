namespace Gateway.Plugins.Forgot;

/// <summary>Has no attribute, so nobody finds it.</summary>
public sealed class ForgotGuardrail : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
}
