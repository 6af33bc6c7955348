using Gateway.Detection;
using Gateway.Plugins.Basic.Kinds;

namespace Gateway.Plugins.Basic.Tests.Kinds;

public class ExampleTests
{
    private static IEnumerable<string> Names => BuiltInKinds.All.Select(k => k.Rule.Kind);

    private static IEnumerable<TestCaseData> Secrets => BuiltInKinds.All
        .SelectMany(k => k.Rule.Examples().Where(e => e.Length > 0).Select((e, i) => new TestCaseData(k.Finding, e).SetArgDisplayNames(k.Finding.Name, $"{i}")));

    [TestCaseSource(nameof(Names))]
    public void A_kind_has_examples_with_and_without_a_secret(string name)
    {
        var examples = Kind(name).Rule.Examples();
        Assert.That(examples.Count(e => e.Length > 0), Is.GreaterThanOrEqualTo(3));
        Assert.That(examples.Count(e => e.Length == 0), Is.GreaterThanOrEqualTo(2));
    }

    [TestCaseSource(nameof(Names))]
    public void A_kind_passes_its_own_examples(string name) =>
        Assert.That(RuleCheck.FirstFailure(Kind(name).Rule), Is.Null);

    [TestCaseSource(nameof(Names))]
    public void A_text_without_a_secret_stays_as_it_is_among_all_kinds(string name)
    {
        foreach (var example in Kind(name).Rule.Examples().Where(e => e.Length == 0))
        {
            Assert.That(FoundText.Masked(example.Text), Is.EqualTo(example.Text));
        }
    }

    [TestCaseSource(nameof(Secrets))]
    public void Only_the_secret_is_replaced(FindingKind kind, RuleExample example)
    {
        var expected = example.Text.Remove(example.Start, example.Length).Insert(example.Start, kind.Placeholder);
        Assert.That(FoundText.Masked(example.Text), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Secrets))]
    public void A_secret_is_found_between_any_delimiters(FindingKind kind, RuleExample example)
    {
        // A cookie has no kind without its name.
        var cookie = kind.Name == "gitlab_session_cookie" ? "_gitlab_session=" : "";
        var secret = example.Text.Substring(example.Start, example.Length);
        foreach (var after in new[] { "", ",", ")", "<", "\"", "}", "'", ";", "]", ">", "`", "|", " ", "\n", "\r\n", "\t", "&", "\\\"", "\\n", "\\u0022", "é", "\u200b", "😀", "\ud800" })
        {
            foreach (var before in new[] { "", "(", "[", "<", ">", "\"", "'", "=", ":", ": ", "{\"k\":\"", "{\\\"k\\\":\\\"", "\n", "\\n", "\\t", "%3D", "\\u003d", "é", "\ud800" })
            {
                var text = before + cookie + secret + after;
                Assert.That(FoundText.Masked(text), Is.EqualTo(before + cookie + kind.Placeholder + after), $"after '{before}' and before '{after}'");
            }
        }
    }

    [TestCaseSource(nameof(Secrets))]
    public void A_secret_is_found_as_the_name_of_a_property_too(FindingKind kind, RuleExample example) =>
        Assert.That(FoundText.In(example.Text, LeafKind.Name).Select(f => f.Kind.Name), Is.EqualTo(new[] { kind.Name }));

    private static SecretKind Kind(string name) => BuiltInKinds.All.Single(k => k.Rule.Kind == name);
}
