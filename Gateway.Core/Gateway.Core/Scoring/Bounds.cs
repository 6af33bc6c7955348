using System.Globalization;

namespace Gateway.Core.Scoring;

/// <summary>What a score must reach, as <c>--fail-under</c> says it: <c>recall=.97,fpmb=1</c>.</summary>
internal sealed class Bounds
{
    private static readonly Dictionary<string, Measure> Measures = new(StringComparer.Ordinal)
    {
        ["recall"] = new("recall", static score => score.Recall, false),
        ["full"] = new("the share of spans masked whole", static score => score.FullRate, false),
        ["precision"] = new("precision", static score => score.Precision, false),
        ["fpmb"] = new("the number of false positives in a megabyte of clean text", static score => score.FalsePositivesPerMegabyte, true),
        ["hard"] = new("the share of hard negatives flagged", static score => score.HardRate, true),
    };

    private readonly List<(Measure Measure, double Limit)> _limits = [];

    /// <exception cref="FormatException">The text cannot be read; the message is a sentence.</exception>
    public static Bounds Parse(string text)
    {
        var bounds = new Bounds();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('=');
            if (sign < 1 || !Measures.TryGetValue(part[..sign].TrimEnd(), out var measure)) throw new FormatException($"'{part}' is no bound; known are {string.Join(", ", Measures.Keys)}, for example recall=.97,fpmb=1");
            if (!double.TryParse(part[(sign + 1)..], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var limit)) throw new FormatException($"'{part}' has no number, for example recall=.97");
            bounds._limits.Add((measure, limit));
        }

        return bounds._limits.Count > 0 ? bounds : throw new FormatException("no bound is named, for example recall=.97,fpmb=1");
    }

    /// <summary>A sentence for each bound that is missed. What cannot be judged is missed: a check of nothing must not pass.</summary>
    public IEnumerable<string> MissedBy(Score score)
    {
        foreach (var (measure, limit) in _limits)
        {
            if (measure.Of(score) is not { } value) yield return $"{measure.Name} cannot be told: no record of the data is for it";
            else if (measure.IsMost ? value > limit : value < limit) yield return FormattableString.Invariant($"{measure.Name} is {value:0.####}, {(measure.IsMost ? "above" : "below")} {limit:0.####}");
        }
    }

    private sealed record Measure(string Name, Func<Score, double?> Of, bool IsMost);
}
