using System.Text;
using Gateway.Detection.Judging;
using Gateway.Detection.Rules;

namespace Gateway.Detection.RuleFiles;

/// <summary>Reads rules from JSON in the project's own format.</summary>
public static class RuleFile
{
    /// <summary>Reads the rules of a file; their examples are not tried, see <see cref="RuleCheck"/>.</summary>
    /// <param name="json">UTF-8, with or without a byte order mark; comments and trailing commas are fine.</param>
    /// <param name="withExamples">False spares the memory of the rules' examples.</param>
    /// <exception cref="RuleException">It is no such file; the message names the rule or the line.</exception>
    public static IReadOnlyList<RuleDefinition> Read(ReadOnlySpan<byte> json, bool withExamples = true)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        var entries = new RuleReader(json, withExamples).Read();
        var definitions = new RuleDefinition[entries.Count];
        for (var i = 0; i < definitions.Length; i++) definitions[i] = Define(entries[i]);
        return definitions;
    }

    private static RuleDefinition Define(RuleEntry entry)
    {
        if (entry.Kind.Length == 0) throw new RuleException("a rule has no 'kind'");
        if (entry.Placeholder.Length == 0) throw Fault(entry, "has no 'placeholder'; write what takes the place of a finding, such as <MY_TOKEN>");
        if (entry.Pattern is null && entry.AssignedTo.Count == 0) throw Fault(entry, "has neither 'pattern' nor 'assigned_to'");
        if (entry.Keywords.Count > 0 && entry.AssignedTo.Count > 0) throw Fault(entry, "has both 'keywords' and 'assigned_to'; a rule is announced by one or the other");
        var rule = new Rule
        {
            Kind = entry.Kind,
            Pattern = entry.Pattern,
            Keywords = entry.Keywords,
            IgnoreCase = entry.Pattern?.StartsWith("(?i)", StringComparison.Ordinal) ?? false,
            AssignedTo = entry.AssignedTo,
            Start = entry.Start switch { "word" => RuleStart.Word, "any" => RuleStart.Any, _ => throw Fault(entry, $"has a 'start' of '{entry.Start}'; known are: word, any") },
            End = entry.End switch { "extend" => RuleEnd.Extend, "word" => RuleEnd.Word, "exact" => RuleEnd.Exact, _ => throw Fault(entry, $"has an 'end' of '{entry.End}'; known are: extend, word, exact") },
            Reach = entry.Reach,
            Entropy = entry.Entropy,
            Confidence = entry.Confidence ?? (entry.AssignedTo.Count > 0 ? 0.7 : 0.9),
            TakesPlaceholders = entry.TakesPlaceholders,
            Validator = entry.Validator is null ? null : Validators.Find(entry.Validator) ?? throw Fault(entry, $"names the validator '{entry.Validator}'; known are: {string.Join(", ", Validators.Names)}"),
            Examples = () => [.. entry.Finds.Select(ExampleText.Finds), .. entry.Ignores.Select(ExampleText.Ignores)],
        };
        return new() { Rule = rule, Placeholder = entry.Placeholder, Description = entry.Description };
    }

    private static RuleException Fault(RuleEntry entry, string what) => new($"the rule '{entry.Kind}' {what}");
}
