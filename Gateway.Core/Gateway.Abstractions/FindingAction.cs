namespace Gateway;

/// <summary>What the gateway does with a finding: chosen by its configuration, per guardrail, kind and direction.</summary>
public enum FindingAction
{
    /// <summary>Replace the found text by the kind's placeholder.</summary>
    Mask,

    /// <summary>Refuse the whole message.</summary>
    Block,

    /// <summary>Count and log the kind; change nothing.</summary>
    Report,

    /// <summary>Replace the found text by a handle that the gateway can turn back.</summary>
    Tokenize,
}
