namespace Gateway.Core.Configuration;

/// <summary>What becomes of a message that a guardrail could not judge.</summary>
internal enum FailureAction
{
    /// <summary>It is refused.</summary>
    Block,

    /// <summary>It goes on as it is.</summary>
    Pass,
}
