namespace Gateway.Detection.Rules;

/// <summary>A rule cannot be used; the message is a sentence that says why, without the rule's name.</summary>
public sealed class RuleException : Exception
{
    /// <summary>Creates it with the sentence.</summary>
    public RuleException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the sentence and the cause.</summary>
    public RuleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates it without a sentence; prefer the others.</summary>
    public RuleException()
    {
    }
}
