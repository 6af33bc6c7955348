namespace Gateway.Core.Tracing;

/// <summary>Whether a message may stand in a trace as it went on.</summary>
internal enum Exposure
{
    /// <summary>It may: all that was found in it is masked.</summary>
    Masked,

    /// <summary>Something may be left in clear that text guardrails find: they are asked once more, off the call's path, and mask everything.</summary>
    InClear,

    /// <summary>A guardrail that looks at whole messages did not speak for it, and cannot be asked again: it may not be told.</summary>
    Unchecked,
}
