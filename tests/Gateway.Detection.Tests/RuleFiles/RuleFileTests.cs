using System.Text;
using Gateway.Detection.RuleFiles;

namespace Gateway.Detection.Tests.RuleFiles;

public class RuleFileTests
{
    private const string Needed = "\"kind\": \"k\", \"placeholder\": \"<K>\"";

    [Test]
    public void Every_member_has_its_meaning()
    {
        var definition = Read("""
            { // a comment
              "rules": [{
                "kind": "acme_key", "placeholder": "<ACME_KEY>", "description": "Acme key", "pattern": "(?i)acme-[a-z]{3,}", "keywords": ["cme-"],
                "start": "any", "end": "word", "reach": 40, "entropy": 2.5, "confidence": 0.25, "validator": "digit", "takes_placeholders": true,
                "finds": ["x ⟦acme-abc1⟧ y"], "ignores": ["acme-", "{{x}}"],
              }],
            }
            """).Single();
        var rule = definition.Rule;
        Assert.That((definition.Placeholder, definition.Description), Is.EqualTo(("<ACME_KEY>", "Acme key")));
        Assert.That((rule.Kind, rule.Pattern, rule.Start, rule.End, rule.Reach, rule.Entropy, rule.Confidence), Is.EqualTo(("acme_key", "(?i)acme-[a-z]{3,}", RuleStart.Any, RuleEnd.Word, 40, 2.5, 0.25)));
        Assert.That((rule.IgnoreCase, rule.TakesPlaceholders, rule.Validator is not null), Is.EqualTo((true, true, true)));
        Assert.That(rule.Keywords, Is.EqualTo(new[] { "cme-" }));
        Assert.That(rule.Examples().Select(e => (e.Text, e.Start, e.Length)), Is.EqualTo(new[] { ("x acme-abc1 y", 2, 9), ("acme-", 0, 0), ("{x}}", 0, 0) }));
    }

    [Test]
    public void Members_that_are_left_out_have_defaults()
    {
        var rule = Read($$"""{"rules": [{ {{Needed}}, "pattern": "abc" }, { {{Needed}}, "assigned_to": ["acme"], "end": "exact" }]}""");
        Assert.That(rule.Select(r => (r.Rule.Start, r.Rule.End, r.Rule.Confidence, r.Rule.IgnoreCase)), Is.EqualTo(new[] { (RuleStart.Word, RuleEnd.Extend, 0.9, false), (RuleStart.Word, RuleEnd.Exact, 0.7, false) }));
        Assert.That(rule[1].Rule.AssignedTo, Is.EqualTo(new[] { "acme" }));
    }

    [Test]
    public void Examples_may_be_left_out_to_spare_memory() =>
        Assert.That(RuleFile.Read(Encoding.UTF8.GetBytes($$"""{"rules": [{ {{Needed}}, "pattern": "abc", "finds": ["⟦abc⟧"], "ignores": ["x"] }]}"""), withExamples: false).Single().Rule.Examples(), Is.Empty);

    [Test]
    public void A_byte_order_mark_is_passed_over() => Assert.That(RuleFile.Read([.. Encoding.UTF8.Preamble, .. "{\"rules\": []}"u8]), Is.Empty);

    [Test]
    public void Bodies_of_examples_are_generated_and_always_the_same()
    {
        string[] Bodies() => [.. Read($$"""{"rules": [{ {{Needed}}, "pattern": "abc", "finds": ["⟦{alnum:36}⟧", "⟦{lower:9}⟧", "⟦{upper:9}⟧", "⟦{digits:9}⟧", "⟦{hex:9}⟧", "⟦{HEX:9}⟧", "⟦{loweralnum:9}⟧", "⟦{upperalnum:9}⟧", "⟦{base64:9}⟧", "⟦{base64url:9}⟧", "⟦{uuid}⟧", "⟦{other:9}{lower}{⟧"] }]}""").Single().Rule.Examples().Select(e => e.Text)];
        var bodies = Bodies();
        string[] forms = ["[A-Za-z0-9]{36}", "[a-z]{9}", "[A-Z]{9}", "[0-9]{9}", "[0-9a-f]{9}", "[0-9A-F]{9}", "[a-z0-9]{9}", "[A-Z0-9]{9}", "[A-Za-z0-9+/]{9}", "[A-Za-z0-9_-]{9}", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", @"\{other:9\}\{lower\}\{"];
        foreach (var (body, form) in bodies.Zip(forms)) Assert.That(body, Does.Match($"^{form}$"));
        Assert.That(Bodies(), Is.EqualTo(bodies));
    }

    [TestCase("", "line 1: it is no JSON")]
    [TestCase("{", "line 1: it is no JSON")]
    [TestCase("{\n\"rules\": [\n{,", "line 3: it is no JSON")]
    [TestCase("[]", "line 1: a rule file is an object with 'rules'")]
    [TestCase("{\n\"rule\": []}", "line 2: 'rule' is unknown; a rule file has one member, 'rules'")]
    [TestCase("{\n\"rules\": {}}", "line 2: 'rules' is a list")]
    [TestCase("{\n\"rules\": [\n1]}", "line 3: a rule is an object")]
    [TestCase("{\"rules\": []}\n{}", "line 2: it is no JSON")]
    [TestCase("{\"rules\": [{\n\"patern\": \"a\"}]}", "line 2: 'patern' is no member of a rule; known are: kind, placeholder, description, pattern, keywords, assigned_to, start, end, reach, entropy, confidence, validator, takes_placeholders, finds, ignores")]
    [TestCase("{\"rules\": [{\n\"kind\": 1}]}", "line 2: 'kind' is a text")]
    [TestCase("{\"rules\": [{\n\"keywords\": \"a\"}]}", "line 2: 'keywords' is a list of texts")]
    [TestCase("{\"rules\": [{\n\"keywords\": [\n1]}]}", "line 3: 'keywords' is a list of texts")]
    [TestCase("{\"rules\": [{\n\"entropy\": \"1\"}]}", "line 2: 'entropy' is a number")]
    [TestCase("{\"rules\": [{\n\"entropy\": 17}]}", "line 2: 'entropy' is a number from 0 to 16")]
    [TestCase("{\"rules\": [{\n\"confidence\": 2}]}", "line 2: 'confidence' is a number from 0 to 1")]
    [TestCase("{\"rules\": [{\n\"reach\": -1}]}", "line 2: 'reach' is a number from 0 to 2147483647")]
    [TestCase("{\"rules\": [{\n\"takes_placeholders\": 1}]}", "line 2: 'takes_placeholders' is true or false")]
    [TestCase("{\"rules\": [{\n\"kind\": \"\\ud800\"}]}", "line 2: it is no JSON")]
    [TestCase("{\"rules\": [{}]}", "a rule has no 'kind'")]
    [TestCase("{\"rules\": [{\"kind\": \"k\"}]}", "the rule 'k' has no 'placeholder'; write what takes the place of a finding, such as <MY_TOKEN>")]
    [TestCase("{\"rules\": [{\"kind\": \"k\", \"placeholder\": \"<K>\"}]}", "the rule 'k' has neither 'pattern' nor 'assigned_to'")]
    [TestCase("{\"rules\": [{\"kind\": \"k\", \"placeholder\": \"<K>\", \"pattern\": \"a\", \"keywords\": [\"abc\"], \"assigned_to\": [\"abc\"]}]}", "the rule 'k' has both 'keywords' and 'assigned_to'; a rule is announced by one or the other")]
    [TestCase("{\"rules\": [{\"kind\": \"k\", \"placeholder\": \"<K>\", \"pattern\": \"a\", \"start\": \"x\"}]}", "the rule 'k' has a 'start' of 'x'; known are: word, any")]
    [TestCase("{\"rules\": [{\"kind\": \"k\", \"placeholder\": \"<K>\", \"pattern\": \"a\", \"end\": \"x\"}]}", "the rule 'k' has an 'end' of 'x'; known are: extend, word, exact")]
    public void A_file_that_is_wrong_says_where_and_why(string json, string sentence) =>
        Assert.That(() => Read(json), Throws.TypeOf<RuleException>().With.Message.EqualTo(sentence));

    [Test]
    public void An_unknown_validator_is_told_the_known_ones() =>
        Assert.That(() => Read($$"""{"rules": [{ {{Needed}}, "pattern": "a", "validator": "x" }]}"""), Throws.TypeOf<RuleException>().With.Message.StartsWith("the rule 'k' names the validator 'x'; known are: ").And.Message.Contains("luhn"));

    [TestCase("no mark")]
    [TestCase("⟧ abc ⟦")]
    public void An_example_marks_its_secret(string example)
    {
        var rule = Read($$"""{"rules": [{ {{Needed}}, "pattern": "abc", "finds": ["{{example}}"] }]}""").Single().Rule;
        Assert.That(() => rule.Examples(), Throws.TypeOf<RuleException>().With.Message.Contains("marks no secret"));
    }

    private static IReadOnlyList<RuleDefinition> Read(string json) => RuleFile.Read(Encoding.UTF8.GetBytes(json));
}
