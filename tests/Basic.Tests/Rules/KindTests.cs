namespace Gateway.Plugins.Basic.Tests.Rules;

public class KindTests
{
    // The names and placeholders of Lasso's gateway, which configurations and tests of its users know.
    [TestCase("azure_ad_client_secret", "<AZURE_KEY>")]
    [TestCase("github_app_token", "<GITHUB_APP_TOKEN>")]
    [TestCase("github_fine_grained_pat", "<GITHUB_FINE_GRAINED_TOKEN>")]
    [TestCase("github_oauth", "<GITHUB_OAUTH_TOKEN>")]
    [TestCase("github_pat", "<GITHUB_PERSONAL_ACCESS_TOKEN>")]
    [TestCase("gcp_api_key", "<GCP_API_KEY>")]
    [TestCase("aws_access_token", "<AWS_ACCESS_KEY>")]
    [TestCase("jwt", "<JWT_TOKEN>")]
    [TestCase("gitlab_session_cookie", "<GITLAB_SESSION_TOKEN>")]
    [TestCase("huggingface_access_token", "<HUGGINGFACE_TOKEN>")]
    [TestCase("microsoft_teams_webhook", "<MICROSOFT_TEAMS_WEBHOOK>")]
    [TestCase("slack_app_token", "<SLACK_APP_TOKEN>")]
    public void Names_and_placeholders_of_Lasso_are_kept(string name, string placeholder) =>
        Assert.That(FoundText.Basic.Kinds.Single(k => k.Name == name).Placeholder, Is.EqualTo(placeholder));

    [Test]
    public void There_are_rules_by_the_hundred() => Assert.That(BuiltIn.Rules, Has.Count.GreaterThanOrEqualTo(250));

    [Test]
    public void A_kind_has_one_placeholder() =>
        BuiltIn.AssertNone(BuiltIn.Definitions.GroupBy(d => d.Rule.Kind).Where(k => k.Select(d => d.Placeholder).Distinct().Count() > 1).Select(k => k.Key));

    [Test]
    public void Every_rule_is_described_without_a_full_stop() =>
        BuiltIn.AssertNone(BuiltIn.Definitions.Where(d => d.Description.Length < 8 || d.Description.EndsWith('.')).Select(d => d.Rule.Kind));

    [Test]
    public void Names_are_of_lower_case_words_and_placeholders_of_upper_case_ones() =>
        BuiltIn.AssertNone(BuiltIn.Definitions
            .Where(d => !d.Rule.Kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') || !d.Placeholder.StartsWith('<') || !d.Placeholder.EndsWith('>') || d.Placeholder.Any(char.IsAsciiLetterLower))
            .Select(d => $"{d.Rule.Kind} {d.Placeholder}"));

    [Test]
    public void The_guardrail_declares_every_kind_once() =>
        Assert.That(FoundText.Basic.Kinds.Select(k => k.Name), Is.EquivalentTo(BuiltIn.Rules.Select(r => r.Kind).Distinct()));
}
