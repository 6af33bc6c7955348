namespace Gateway.Detection;

/// <summary>Holds a rule against its own examples.</summary>
public static class RuleCheck
{
    /// <summary>Says in a sentence which example the rule fails; null when it passes all. The sentence quotes the example.</summary>
    /// <exception cref="RuleException">The rule cannot be used at all.</exception>
    public static string? FirstFailure(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var detector = new Detector([rule]);
        foreach (var example in rule.Examples())
        {
            var sink = new Collector([]);
            detector.Find(example.Text, ref sink);
            var expected = example.Length == 0 ? "nothing" : $"'{example.Text.Substring(example.Start, example.Length)}'";
            var found = sink.Found.Count == 0 ? "nothing" : string.Join(", ", sink.Found.Select(d => $"'{example.Text.Substring(d.Start, d.Length)}'"));
            if (expected != found) return $"in '{example.Text}' the rule '{rule.Kind}' finds {found}, not {expected}";
        }

        return null;
    }

    private readonly struct Collector(List<DetectedSpan> found) : IDetectionSink
    {
        public List<DetectedSpan> Found { get; } = found;

        public void Add(in DetectedSpan span) => Found.Add(span);
    }
}
