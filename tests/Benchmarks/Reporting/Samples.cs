using Benchmarks.Targets;

namespace Benchmarks.Reporting;

/// <summary>Every reading, by measure, target and round; a round measured again replaces the first.</summary>
internal sealed class Samples
{
    private readonly Dictionary<(Measure Measure, string Target), SortedDictionary<int, double>> _readings = [];
    private readonly List<Measure> _measures = [];

    /// <summary>In the order in which they were first read.</summary>
    public IReadOnlyList<Measure> Measures => _measures;

    public void Add(IEnumerable<Reading> readings, Target target, int round)
    {
        foreach (var reading in readings)
        {
            Add(reading, target, round);
        }
    }

    public void Add(Reading reading, Target target, int round)
    {
        if (!_measures.Contains(reading.Measure))
        {
            _measures.Add(reading.Measure);
        }

        var key = (reading.Measure, target.Name);
        if (!_readings.TryGetValue(key, out var rounds))
        {
            _readings.Add(key, rounds = []);
        }

        rounds[round] = reading.Value;
    }

    /// <summary>The median over the rounds, if there is any.</summary>
    public double? Median(Measure measure, string target) =>
        _readings.TryGetValue((measure, target), out var rounds) ? Middle([.. rounds.Values]) : null;

    /// <summary>The median of the ratios of each round, so that a slow round counts for both sides.</summary>
    public double? Ratio(Measure measure, string target, string baseline)
    {
        if (!_readings.TryGetValue((measure, target), out var its) || !_readings.TryGetValue((measure, baseline), out var basis))
        {
            return null;
        }

        double[] ratios = [.. its.Where(round => basis.ContainsKey(round.Key)).Select(round => round.Value / basis[round.Key])];
        return ratios.Length == 0 ? null : Middle(ratios);
    }

    /// <summary>The rounds in which a target was more than half off its own median: the machine did something else.</summary>
    public IReadOnlyList<int> DisturbedRounds(Measure measure, string target)
    {
        if (!_readings.TryGetValue((measure, target), out var rounds))
        {
            return [];
        }

        var median = Middle([.. rounds.Values]);
        return [.. rounds.Where(round => Math.Abs(round.Value - median) > median / 2).Select(round => round.Key)];
    }

    private static double Middle(double[] values)
    {
        Array.Sort(values);
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
