using System.Text.Json;

namespace Gateway.Plugins.Basic.Tests;

public class UserRulesTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("basic-rules").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Rules_of_a_file_are_in_force_and_relative_to_the_configuration()
    {
        var basic = Started("own.json", """{"rules": [{"kind": "acme_key", "placeholder": "<ACME_KEY>", "description": "Acme key", "pattern": "acme-[a-z0-9]{8}", "finds": ["k=⟦acme-{loweralnum:8}⟧;"], "ignores": ["acme-"]}]}""");
        Assert.That(FoundText.Masked("k=acme-q7zk20lm; xacme-q7zk20lm", basic), Is.EqualTo("k=<ACME_KEY>; xacme-q7zk20lm"));
        Assert.That(basic.Kinds.Single(k => k.Name == "acme_key").Description, Is.EqualTo("Acme key"));
    }

    [Test]
    public void A_rule_may_add_to_a_built_in_kind_with_its_placeholder()
    {
        var basic = Started("own.json", """{"rules": [{"kind": "github_pat", "placeholder": "<GITHUB_PERSONAL_ACCESS_TOKEN>", "pattern": "ghq_[a-z0-9]{8}"}]}""");
        Assert.That(FoundText.Masked("ghq_q7zk20lm", basic), Is.EqualTo("<GITHUB_PERSONAL_ACCESS_TOKEN>"));
        Assert.That(basic.Kinds, Has.Count.EqualTo(FoundText.Basic.Kinds.Count));
        AssertRefused("own.json", """{"rules": [{"kind": "github_pat", "placeholder": "<OTHER>", "pattern": "ghq_[a-z0-9]{8}"}]}""", "the kind 'github_pat' is there already with the placeholder <GITHUB_PERSONAL_ACCESS_TOKEN>");
    }

    [TestCase("""{"rules": [{"kind": "acme", "placeholder": "<A>", "pattern": "acme-[a-z]{8}", "finds": ["⟦acme-abc⟧"]}]}""", "the rule 'acme' finds nothing, not 'acme-abc'")]
    [TestCase("""{"rules": [{"kind": "acme", "placeholder": "<A>", "pattern": "acme-[a-z]{4}", "ignores": ["acme-qwzk"]}]}""", "the rule 'acme' finds 'acme-qwzk', not nothing")]
    [TestCase("""{"rules": [{"kind": "acme", "placeholder": "<A>", "pattern": "acme-(", "keywords": ["acme"], "reach": 9}]}""", "the rule 'acme': the regex is invalid")]
    [TestCase("""{"rules": [{"kind": "acme", "placeholder": "<A>", "pattern": "\\bacme"}]}""", "the pattern of 'acme' is no shape that starts with three known characters, so it needs keywords")]
    [TestCase("""{"rules": [{"kind": "acme", "placeholder": "<A>"}]}""", "the rule 'acme' has neither 'pattern' nor 'assigned_to'")]
    [TestCase("{\n\"rule\": []}", "line 2: 'rule' is unknown")]
    public void A_rule_that_cannot_be_used_ends_the_start_by_the_name_of_file_and_rule(string json, string sentence) => AssertRefused("own.json", json, sentence);

    [Test]
    public void A_file_of_another_kind_or_none_is_named()
    {
        AssertRefused("own.yaml", "", "it ends in '.yaml'; known are .json, in the project's own format, and .toml, in that of gitleaks");
        Assert.That(() => Create("missing.json"), Throws.TypeOf<PluginOptionsException>().With.Message.Contains("missing.json"));
        Assert.That(() => Create("."), Throws.TypeOf<PluginOptionsException>());
    }

    [Test]
    public void What_would_never_end_or_fill_the_memory_is_refused()
    {
        AssertRefused("own.json", "", "it is empty, or no file");
        AssertRefused("own.json", new string(' ', (16 << 20) + 1), "it has more than 16 MB");
        Assert.That(() => Create("own\0.json"), Throws.TypeOf<PluginOptionsException>().With.Message.Contains("null character"));
        File.Delete(Path.Combine(_folder, "own.json"));
        if (OperatingSystem.IsLinux()) File.CreateSymbolicLink(Path.Combine(_folder, "zero.json"), "/dev/zero");
        if (OperatingSystem.IsLinux()) Assert.That(() => Create("zero.json"), Throws.TypeOf<PluginOptionsException>().With.Message.Contains("it is empty, or no file"));
        foreach (var length in (string[])["-5", "2000000000"])
        {
            AssertRefused("own.json", """{"rules": [{"kind": "acme", "placeholder": "<A>", "pattern": "acme-[a-z]{8}", "finds": ["⟦acme-{lower:LENGTH}⟧"]}]}""".Replace("LENGTH", length), $"an example asks for {length} characters");
        }
    }

    [TestCase(1_000)]
    [TestCase(20_000)]
    public void Groups_in_groups_without_end_are_no_shape(int depth)
    {
        var pattern = string.Concat(Enumerable.Repeat("(?:", depth)) + "acme" + new string(')', depth);
        AssertRefused("own.json", """{"rules": [{"kind": "acme", "placeholder": "<A>", "pattern": "PATTERN"}]}""".Replace("PATTERN", pattern), "is no shape that starts with three known characters");
    }

    private void AssertRefused(string file, string content, string sentence)
    {
        File.WriteAllText(Path.Combine(_folder, file), content);
        Assert.That(() => Create(file), Throws.TypeOf<PluginOptionsException>().With.Message.StartsWith("rules: ").And.Message.Contains(file).And.Message.Contains(sentence));
    }

    private BasicGuardrail Started(string file, string content)
    {
        File.WriteAllText(Path.Combine(_folder, file), content);
        return Create(file);
    }

    private BasicGuardrail Create(string file) =>
        new(new PluginContext { Name = "basic", BaseFolder = _folder, Options = JsonSerializer.SerializeToElement(new { rules = new[] { file } }) });
}
