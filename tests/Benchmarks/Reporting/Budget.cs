using System.Globalization;
using Benchmarks.Targets;

namespace Benchmarks.Reporting;

/// <summary>What we allow ourselves, for one measure of one target.</summary>
internal sealed record Budget(string Target, Measure Measure, Bound Bound, double Limit)
{
    private bool IsOfValue => Bound is Bound.AtMost or Bound.AtLeast;

    private bool IsFromBelow => Bound is Bound.AtLeast or Bound.RatioAtLeast;

    public double? Value(Samples samples) =>
        IsOfValue ? samples.Median(Measure, Target) : samples.Ratio(Measure, Target, TargetNames.Relay);

    public string Describe(double value) => IsOfValue
        ? $"{Number.Format(value)} {Measure.Unit}"
        : $"{Number.Format(value)} × relay";

    public string DescribeLimit() => (IsFromBelow ? "≥ " : "≤ ") + Limit.ToString("0.##", CultureInfo.InvariantCulture) +
        (IsOfValue ? $" {Measure.Unit}" : " × relay");

    public string Judge(double value)
    {
        var excess = (IsFromBelow ? Limit - value : value - Limit) / Limit;
        var percent = Math.Round(Math.Abs(excess) * 100).ToString(CultureInfo.InvariantCulture);
        return excess <= 0 ? $"met, {percent} % to spare" : $"**missed** by {percent} %";
    }
}
