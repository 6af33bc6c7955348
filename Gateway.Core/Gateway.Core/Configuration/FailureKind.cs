namespace Gateway.Core.Configuration;

/// <summary>How a guardrail can fail.</summary>
internal enum FailureKind
{
    /// <summary>It threw.</summary>
    Error,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>Its answer makes no sense: null, an undeclared kind, a span outside the text.</summary>
    Invalid,

    /// <summary>The message is too large for it.</summary>
    Oversize,
}
