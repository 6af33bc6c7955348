namespace Gateway.Core.Guarding;

/// <summary>Ends a walk because the guardrail that was asked last failed.</summary>
internal sealed class GuardrailFailedException(Configuration.FailureKind kind, Exception? cause) : Exception(null, cause)
{
    public Configuration.FailureKind Kind { get; } = kind;
}
