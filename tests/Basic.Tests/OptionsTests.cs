using System.Text.Json;

namespace Gateway.Plugins.Basic.Tests;

public class OptionsTests
{
    [Test]
    public void An_own_kind_is_declared_and_found_with_its_replacement()
    {
        var basic = Create("""{"custom_token_regexes": {"acme": {"regex": "acme-[0-9]+", "replacement": "<ACME>"}}}""");
        Assert.That(basic.Kinds.Select(k => k.Name), Has.Member("acme").And.Member("jwt").And.Exactly(FoundText.Basic.Kinds.Count + 1).Items);
        Assert.That(FoundText.Masked("(acme-12, acme-3)", basic), Is.EqualTo("(<ACME>, <ACME>)"));
    }

    [Test]
    public void An_own_kind_may_name_the_group_that_is_the_secret()
    {
        var basic = Create("""{"custom_token_regexes": {"acme": {"regex": "(?i)acme key: (?<secret>[a-z]+)", "replacement": "<ACME>"}}}""");
        Assert.That(FoundText.Masked("ACME key: abc!", basic), Is.EqualTo("ACME key: <ACME>!"));
    }

    [Test]
    public void An_own_kind_may_be_a_number()
    {
        var basic = Create("""{"custom_token_regexes": {"card": {"regex": "4[0-9]{15}", "replacement": "<CARD>"}}}""");
        Assert.That(FoundText.In("4111111111111111", LeafKind.Number, basic).Single().Length, Is.EqualTo(16));
    }

    [Test]
    public void An_own_kind_that_matches_nothing_somewhere_reports_no_empty_finding()
    {
        var basic = Create("""{"custom_token_regexes": {"odd": {"regex": "q|(?:\\bz)?$", "replacement": "<ODD>"}}}""", out var error);
        Assert.That(basic, Is.Null);
        Assert.That(error, Does.Contain("custom_token_regexes.odd.regex").And.Contain("empty string"));
    }

    [TestCase("a(", "is invalid")]
    [TestCase("(?P<x>a)", "is invalid")]
    [TestCase("(?<=a)b", "needs backtracking")]
    [TestCase(@"(a)\1", "needs backtracking")]
    [TestCase("a*", "can match the empty string")]
    [TestCase(@"\b", "can match the empty string")]
    [TestCase("", "is missing or empty")]
    public void A_regex_that_cannot_be_used_is_an_error_that_names_its_key(string regex, string reason)
    {
        var json = JsonSerializer.Serialize(new { custom_token_regexes = new { acme = new { regex, replacement = "<A>" } } });
        Create(json, out var error);
        Assert.That(error, Does.StartWith("custom_token_regexes.acme.regex: ").And.Contain(reason));
    }

    [Test]
    public void A_replacement_must_be_given()
    {
        Create("""{"custom_token_regexes": {"acme": {"regex": "a"}}}""", out var error);
        Assert.That(error, Does.StartWith("custom_token_regexes.acme.replacement: is missing"));
    }

    [TestCase("jwt")]
    [TestCase("JWT")]
    public void A_built_in_name_is_taken(string name)
    {
        Create($$"""{"custom_token_regexes": {"{{name}}": {"regex": "a", "replacement": "<A>"} } }""", out var error);
        Assert.That(error, Is.EqualTo($"custom_token_regexes.{name}: is the name of a built-in kind; choose another name"));
    }

    [Test]
    public void A_name_in_two_cases_is_an_error()
    {
        Create("""{"custom_token_regexes": {"acme": {"regex": "a", "replacement": "<A>"}, "Acme": {"regex": "b", "replacement": "<B>"}}}""", out var error);
        Assert.That(error, Is.EqualTo("custom_token_regexes.Acme: is there twice, in different case; choose another name"));
    }

    [TestCase("""{"custom_tokens": {}}""", "custom_tokens")]
    [TestCase("""{"custom_token_regexes": {"acme": {"pattern": "a"}}}""", "custom_token_regexes")]
    [TestCase("""{"custom_token_regexes": {"acme": null}}""", "custom_token_regexes.acme")]
    [TestCase("""{"custom_token_regexes": null}""", "custom_token_regexes")]
    [TestCase("""{"custom_token_regexes": {"": {"regex": "a", "replacement": "<A>"}}}""", "custom_token_regexes")]
    public void Options_of_another_form_are_an_error_that_names_the_key(string json, string key)
    {
        Create(json, out var error);
        Assert.That(error, Does.Contain(key));
    }

    [Test]
    public void An_allowed_value_is_found_no_more()
    {
        var token = "ghp_" + "q7Zk20LmXw91RtbVc3Hn85YpJ4sGd6FeK1aU";
        var basic = Create(JsonSerializer.Serialize(new { allow_values = new[] { token } }));
        Assert.That(FoundText.In($"{token} {token}a", guardrail: basic).Select(f => f.Length), Is.EqualTo(new[] { token.Length + 1 }));
    }

    [Test]
    public void An_allowed_expression_covers_a_whole_finding()
    {
        var basic = Create("""{"allow_regexes": ["ghp_q[A-Za-z0-9]*|x"], "custom_token_regexes": {"acme": {"regex": "acme-[0-9]+", "replacement": "<ACME>"}}}""");
        var body = "7Zk20LmXw91RtbVc3Hn85YpJ4sGd6FeK1aU";
        Assert.That(FoundText.Masked($"ghp_q{body} ghp_r{body} acme-1", basic), Is.EqualTo($"ghp_q{body} <GITHUB_PERSONAL_ACCESS_TOKEN> <ACME>"));
    }

    [TestCase("""{"allow_regexes": ["a("]}""", "allow_regexes[0]: the regex is invalid")]
    [TestCase("""{"allow_regexes": ["ab", "a*"]}""", "allow_regexes[1]: the regex can match the empty string")]
    [TestCase("""{"allow_regexes": ["(?=a)a"]}""", "allow_regexes[0]: the regex needs backtracking")]
    [TestCase("""{"allow_regexes": [null]}""", "allow_regexes[0]: ")]
    [TestCase("""{"allow_values": null}""", "allow_values")]
    [TestCase("""{"allow_values": "x"}""", "allow_values")]
    [TestCase("""{"rules": null}""", "rules")]
    [TestCase("""{"rules": [null]}""", "rules[0]: ")]
    public void What_is_allowed_wrongly_is_an_error_that_names_its_key(string json, string start)
    {
        Create(json, out var error);
        Assert.That(error, Does.Contain(start));
    }

    private static BasicGuardrail Create(string json) =>
        new(new PluginContext { Name = "basic", Options = JsonDocument.Parse(json).RootElement });

    private static BasicGuardrail? Create(string json, out string error)
    {
        try
        {
            error = "";
            return Create(json);
        }
        catch (PluginOptionsException exception)
        {
            error = exception.Message;
            return null;
        }
    }
}
