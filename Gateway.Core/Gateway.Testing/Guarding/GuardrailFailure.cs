namespace Gateway.Testing;

/// <summary>A guardrail that could not judge a message. The message then got the failure action of its policy: blocked, if nothing else is said.</summary>
/// <example><code>
/// var failure = result.Failures.Single();
/// // failure.Kind == GuardrailFailureKind.Error, failure.Exception is FormatException
/// </code></example>
public sealed record GuardrailFailure
{
    /// <summary>The name of the guardrail.</summary>
    public required string Guardrail { get; init; }

    /// <summary>How it failed.</summary>
    public required GuardrailFailureKind Kind { get; init; }

    /// <summary>What it threw, or what the gateway threw at it; null when there was no exception. A gateway logs only its type: messages quote values.</summary>
    public Exception? Exception { get; init; }
}
