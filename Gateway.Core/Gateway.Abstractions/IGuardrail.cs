namespace Gateway;

/// <summary>A check that every message passes. One instance serves all sessions at once, so it must be thread-safe.</summary>
/// <remarks>
/// Export it with <see cref="GuardrailAttribute"/>. It may implement <see cref="IDisposable"/> or <see cref="IAsyncDisposable"/>.
/// There are no default methods here: a method with a wrong signature must not compile into one that is never called.
/// </remarks>
public interface IGuardrail
{
    /// <summary>Everything this guardrail can report; a finding of any other kind is a fault of the guardrail.</summary>
    IReadOnlyCollection<FindingKind> Kinds { get; }

    /// <summary>Judges one message; called for the directions that <see cref="GuardrailAttribute.Directions"/> names.</summary>
    /// <param name="message">The message, after the masks of all text guardrails.</param>
    /// <param name="cancellationToken">Cancelled when the call is given up or the time of the guardrail is over.</param>
    /// <returns>The verdict; null, an exception or a late answer is a fault, and the configured failure action applies.</returns>
    ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken);
}
