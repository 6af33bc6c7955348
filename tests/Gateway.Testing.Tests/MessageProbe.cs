namespace Gateway.Testing.Tests;

/// <summary>A message guardrail whose behaviour a test writes down in place.</summary>
internal sealed class MessageProbe(Func<Message, CancellationToken, ValueTask<Verdict>> check) : IGuardrail
{
    public MessageProbe(Func<Message, Verdict> check)
        : this((message, _) => check(message))
    {
    }

    public IReadOnlyCollection<FindingKind> Kinds { get; } = [TextProbe.Secret];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => check(message, cancellationToken);
}
