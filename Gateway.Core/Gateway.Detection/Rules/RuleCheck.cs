using Gateway.Detection.Shapes;

namespace Gateway.Detection.Rules;

/// <summary>Holds a rule against its own examples.</summary>
public static class RuleCheck
{
    /// <summary>Says in a sentence which example the rule fails; null when it passes all. The sentence quotes the example.</summary>
    /// <exception cref="RuleException">The rule cannot be used at all.</exception>
    public static string? FirstFailure(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var detector = new Detector([rule]);
        // A detector compiles what is no shape at first need only, when it is too late to tell the author.
        if (rule.Pattern is { } pattern && ShapeParser.Parse(pattern) is null) Compile(rule, pattern);
        var found = new Detections();
        foreach (var example in rule.Examples())
        {
            found.Clear();
            detector.Find(example.Text, default, found);
            var expected = example.Length == 0 ? "nothing" : $"'{example.Text.Substring(example.Start, example.Length)}'";
            var actual = found.Count == 0 ? "nothing" : string.Join(", ", found.Found.ToArray().Select(d => $"'{example.Text.Substring(d.Start, d.Length)}'"));
            if (expected != actual) return $"in '{example.Text}' the rule '{rule.Kind}' finds {actual}, not {expected}";
        }

        return null;
    }

    private static void Compile(Rule rule, string pattern)
    {
        try
        {
            RulePattern.Compile(pattern);
        }
        catch (RuleException exception)
        {
            throw new RuleException($"the rule '{rule.Kind}': {exception.Message}", exception);
        }
    }
}
