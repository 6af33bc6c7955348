namespace Gateway.Detection.Judging;

/// <summary>What a <see cref="Validator"/> thinks of a candidate.</summary>
/// <param name="Factor">On the rule's confidence, from 0, which means that there is nothing, to 1.</param>
/// <param name="Check">What was checked and how it came out, for people; null when nothing was.</param>
public readonly record struct Judgement(double Factor, string? Check = null)
{
    /// <summary>It is no secret.</summary>
    public static Judgement Nothing => default;

    /// <summary>The pattern is believed.</summary>
    public static Judgement Believed => new(1);

    /// <summary>True when there is something.</summary>
    public bool IsSomething => Factor > 0;
}
