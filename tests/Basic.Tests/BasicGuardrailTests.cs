using System.Text;

namespace Gateway.Plugins.Basic.Tests;

public class BasicGuardrailTests
{
    private static readonly string Token = "ghp_" + "q7Zk20LmXw91RtbVc3Hn85YpJ4sGd6FeK1aU";

    [Test]
    public void A_reason_names_rule_check_and_view_when_somebody_reads_it()
    {
        var found = FoundText.In(Convert.ToBase64String(Encoding.UTF8.GetBytes($"the token: {Token}.")), wantsReasons: true).Single();
        Assert.That(found.Reason, Is.EqualTo("rule github_pat, checksum fails, read as base64"));
        Assert.That(FoundText.In(Token, wantsReasons: true).Single().Reason, Is.EqualTo("rule github_pat, checksum fails"));
        Assert.That(FoundText.In(Token).Single().Reason, Is.Null);
    }

    [Test]
    public void No_reason_holds_what_was_found() =>
        BuiltIn.AssertNone(BuiltIn.Secrets
            .SelectMany(s => FoundText.In(s.Example.Text, wantsReasons: true).Select(f => (f.Reason, Secret: s.Example.Text.Substring(f.Start, f.Length))))
            .Where(f => f.Reason!.Contains(f.Secret, StringComparison.Ordinal))
            .Select(f => f.Reason!));

    [Test]
    public void A_finding_is_of_a_kind_that_a_configuration_can_name()
    {
        var kind = FoundText.In(Token).Single().Kind;
        Assert.That(FoundText.Basic.Kinds, Has.Member(kind));
        Assert.That(kind.DefaultAction, Is.EqualTo(FindingAction.Mask));
    }

    [Test]
    public void A_number_is_no_token() => Assert.That(FoundText.In(Token, LeafKind.Number), Is.Empty);

    [Test]
    public void The_name_of_a_property_is_searched_but_not_assigned_to_itself()
    {
        Assert.That(FoundText.In(Token, LeafKind.Name).Select(f => f.Kind.Name), Is.EqualTo(new[] { "github_pat" }));
        Assert.That(FoundText.In("Tr0ub4dor&3", property: "password"), Has.Count.GreaterThanOrEqualTo(1));
        Assert.That(FoundText.In("Tr0ub4dor&3", LeafKind.Name, property: "password"), Is.Empty);
    }

    [Test]
    public void Every_kind_is_found_in_disguise()
    {
        var failures = new List<string>();
        var disguised = 0;
        foreach (var (rule, example) in BuiltIn.Secrets.Where(s => s.Example.Text.Length < 400).DistinctBy(s => s.Rule))
        {
            if (FoundText.In(example.Text).Count == 0) continue;
            disguised++;
            var bytes = Encoding.UTF8.GetBytes("a line before it; " + example.Text + " and after it");
            if (FoundText.In(Convert.ToBase64String(bytes)).Count == 0) failures.Add($"{rule.Kind} in base64");
            if (FoundText.In(Convert.ToHexStringLower(bytes)).Count == 0) failures.Add($"{rule.Kind} in hex");
            if (FoundText.In(string.Concat(example.Text.Select(c => $"\\u{(int)c:x4}"))).Count == 0) failures.Add($"{rule.Kind} escaped");
            if (FoundText.In(string.Join('\u200b', example.Text.Select(c => c))).Count == 0) failures.Add($"{rule.Kind} with zero-width spaces");
        }

        BuiltIn.AssertNone(failures);
        Assert.That(disguised, Is.GreaterThan(600));
    }
}
