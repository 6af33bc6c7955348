using Gateway.Plugins.Basic.Kinds;

namespace Gateway.Plugins.Basic.Tests.Kinds;

public class KindTests
{
    [Test]
    public void Names_and_placeholders_are_those_of_Lasso()
    {
        Assert.That(FoundText.Basic.Kinds.Select(k => $"{k.Name} {k.Placeholder}"), Is.EqualTo(new[]
        {
            "azure_ad_client_secret <AZURE_KEY>",
            "github_app_token <GITHUB_APP_TOKEN>",
            "github_fine_grained_pat <GITHUB_FINE_GRAINED_TOKEN>",
            "github_oauth <GITHUB_OAUTH_TOKEN>",
            "github_pat <GITHUB_PERSONAL_ACCESS_TOKEN>",
            "gcp_api_key <GCP_API_KEY>",
            "aws_access_token <AWS_ACCESS_KEY>",
            "jwt <JWT_TOKEN>",
            "gitlab_session_cookie <GITLAB_SESSION_TOKEN>",
            "huggingface_access_token <HUGGINGFACE_TOKEN>",
            "microsoft_teams_webhook <MICROSOFT_TEAMS_WEBHOOK>",
            "slack_app_token <SLACK_APP_TOKEN>",
        }));
    }

    [Test]
    public void Every_kind_is_described_and_named_as_its_rule()
    {
        foreach (var kind in BuiltInKinds.All)
        {
            Assert.That(kind.Rule.Kind, Is.EqualTo(kind.Finding.Name));
            Assert.That(kind.Finding.Description, Is.Not.Empty);
        }
    }

    [Test]
    public void Several_secrets_in_one_text_are_all_found()
    {
        var hf = Sample.Token("hf", "_", "", 34);
        var pat = Sample.Token("ghp", "_", "", 36);
        Assert.That(
            FoundText.Masked($"{hf},{hf};{pat} {pat}_{pat}"),
            Is.EqualTo("<HUGGINGFACE_TOKEN>,<HUGGINGFACE_TOKEN>;<GITHUB_PERSONAL_ACCESS_TOKEN> <GITHUB_PERSONAL_ACCESS_TOKEN>_<GITHUB_PERSONAL_ACCESS_TOKEN>"));
    }

    [TestCase(30)]
    [TestCase(34)]
    [TestCase(37)]
    [TestCase(5_000)]
    public void A_token_is_taken_whole_however_long_it_is(int length) =>
        Assert.That(FoundText.Masked($"\"{Sample.Token("hf", "_", "", length)}\""), Is.EqualTo("\"<HUGGINGFACE_TOKEN>\""));

    [Test]
    public void A_web_token_of_a_hundred_thousand_characters_is_taken_whole()
    {
        var token = "eyJhbGciOiJIUzI1NiJ9.eyJ" + Sample.Body(100_000, Characters.Base64Url) + "." + Sample.Body(43, Characters.Base64Url);
        Assert.That(FoundText.Masked($"<{token}>"), Is.EqualTo("<<JWT_TOKEN>>"));
    }

    [Test]
    public void A_web_token_whose_parts_are_no_JSON_is_less_certain()
    {
        var payload = "eyJ" + Sample.Body(30, Characters.Base64Url);
        Assert.That(FoundText.In("eyJhbGciOiJIUzI1NiJ9." + payload + ".c2ln").Single().Confidence, Is.EqualTo(0.6));
        Assert.That(FoundText.In("eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0" + ".c2ln").Single().Confidence, Is.EqualTo(1));
    }

    [TestCase("hf_transfer")]
    [TestCase("gho_st")]
    [TestCase("the eyJ prefix")]
    [TestCase("ASIA, AKIA, A3T")]
    [TestCase("key AIza")]
    [TestCase("1Q~ 2Q~")]
    [TestCase("")]
    public void Ordinary_words_are_not_found(string text) => Assert.That(FoundText.In(text), Is.Empty);

    [Test]
    public void A_number_is_no_token() =>
        Assert.That(FoundText.In(Sample.Token("hf", "_", "", 34), LeafKind.Number), Is.Empty);
}
