namespace Benchmarks.Reporting;

/// <summary>What a budget limits.</summary>
internal enum Bound
{
    /// <summary>The value itself, from above.</summary>
    AtMost,

    /// <summary>The value itself, from below.</summary>
    AtLeast,

    /// <summary>The ratio to the relay, from above.</summary>
    RatioAtMost,

    /// <summary>The ratio to the relay, from below.</summary>
    RatioAtLeast,
}
