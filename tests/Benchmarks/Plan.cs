namespace Benchmarks;

/// <summary>How much is measured. Both plans measure the same things.</summary>
internal sealed record Plan
{
    public static readonly Plan Full = new()
    {
        Rounds = 9,
        Starts = 9,
        Repeats = 2,
        Warmup = TimeSpan.FromSeconds(2),
        Phase = TimeSpan.FromSeconds(0.6),
        Idle = TimeSpan.FromSeconds(60),
    };

    public static readonly Plan Quick = new()
    {
        Rounds = 3,
        Starts = 3,
        Repeats = 1,
        Warmup = TimeSpan.FromSeconds(0.3),
        Phase = TimeSpan.FromSeconds(0.15),
        Idle = TimeSpan.FromSeconds(15),
    };

    /// <summary>Rounds over all targets; the medians are over rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Starts of each target in each start scenario.</summary>
    public required int Starts { get; init; }

    /// <summary>How often a disturbed phase may be measured again.</summary>
    public required int Repeats { get; init; }

    /// <summary>Time a phase runs on a target before it counts: the tiered compiler has to settle.</summary>
    public required TimeSpan Warmup { get; init; }

    /// <summary>Time one phase takes on one target in one round.</summary>
    public required TimeSpan Phase { get; init; }

    /// <summary>How long an idle target is watched.</summary>
    public required TimeSpan Idle { get; init; }
}
