using Gateway.Detection;
using Gateway.Detection.Rules;

namespace Gateway.Plugins.Basic.Tests.Rules;

public class ExampleTests
{
    [Test]
    public void Every_rule_passes_its_own_examples() =>
        BuiltIn.AssertNone(BuiltIn.Rules.Select(RuleCheck.FirstFailure).OfType<string>());

    [Test]
    public void Every_rule_has_two_texts_with_a_secret_and_one_without() =>
        BuiltIn.AssertNone(BuiltIn.Examples.GroupBy(e => e.Rule)
            .Where(r => r.Count(e => e.Example.Length > 0) < 2 || r.All(e => e.Example.Length > 0))
            .Select(r => r.Key.Kind));

    [Test]
    public void Every_secret_is_covered_as_a_whole_by_what_all_rules_find_together()
    {
        var found = new Detections();
        var failures = new List<string>();
        foreach (var (rule, example) in BuiltIn.Secrets)
        {
            found.Clear();
            BuiltIn.Detector.Find(example.Text, default, found);
            var covered = new bool[example.Text.Length];
            foreach (var detection in found.Found) covered.AsSpan(detection.Start, detection.Length).Fill(true);
            if (covered.AsSpan(example.Start, example.Length).Contains(false)) failures.Add($"{rule.Kind}: {example.Text}");
        }

        BuiltIn.AssertNone(failures);
    }

    [Test]
    public void In_a_masked_text_nothing_is_found() =>
        BuiltIn.AssertNone(BuiltIn.Secrets
            .Select(s => (s.Rule, Masked: FoundText.Masked(s.Example.Text)))
            .Where(s => FoundText.In(s.Masked).Count > 0)
            .Select(s => $"{s.Rule.Kind}: {s.Masked}: {string.Join(", ", FoundText.In(s.Masked).Select(f => $"{f.Kind} at {f.Start}+{f.Length}"))}"));
}
