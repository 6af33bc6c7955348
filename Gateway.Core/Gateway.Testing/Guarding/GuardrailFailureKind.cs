namespace Gateway.Testing;

/// <summary>How a guardrail can fail; the words of <c>onFailure</c>.</summary>
public enum GuardrailFailureKind
{
    /// <summary>It threw.</summary>
    Error,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>Its answer makes no sense: null, an undeclared kind, a span outside the text, a replacement that changes more than it may.</summary>
    Invalid,

    /// <summary>The message is too large for it.</summary>
    Oversize,
}
