using System.Globalization;
using Benchmarks.Targets;

namespace Benchmarks.Reporting;

/// <summary>What we allow ourselves, for one measure of one target.</summary>
internal sealed record Budget(string Target, Measure Measure, Bound Bound, double Limit)
{
    public double? Value(Samples samples) =>
        Bound == Bound.AtMost ? samples.Median(Measure, Target) : samples.Ratio(Measure, Target, TargetNames.Relay);

    public string Describe(double value) => Bound == Bound.AtMost
        ? $"{Number.Format(value)} {Measure.Unit}"
        : $"{Number.Format(value)} × relay";

    public string DescribeLimit() => (Bound == Bound.RatioAtLeast ? "≥ " : "≤ ") + Limit.ToString("0.##", CultureInfo.InvariantCulture) +
        (Bound == Bound.AtMost ? $" {Measure.Unit}" : " × relay");

    public string Judge(double value)
    {
        var excess = (Bound == Bound.RatioAtLeast ? Limit - value : value - Limit) / Limit;
        var percent = Math.Round(Math.Abs(excess) * 100).ToString(CultureInfo.InvariantCulture);
        return excess <= 0 ? $"met, {percent} % to spare" : $"**missed** by {percent} %";
    }
}
