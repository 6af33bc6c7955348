namespace Gateway.Plugins.Basic.Tests;

/// <summary>What Lasso's gateway gets wrong in finding; each was run there.</summary>
public class LassoFaultTests
{
    private const string Body = "q7Zk20LmXw91RtbVc3Hn85YpJ4sGd6FeK1aU9oTi";

    [TestCase("HF_TOKEN = \"{hf}\" # x", "HF_TOKEN = \"<HUGGINGFACE_TOKEN>\" # x")]
    [TestCase("{\"hf\":\"{hf}\",\"x\":1}", "{\"hf\":\"<HUGGINGFACE_TOKEN>\",\"x\":1}")]
    [TestCase("{\"k\":\"{gcp}\",\"b\":1}", "{\"k\":\"<GCP_API_KEY>\",\"b\":1}")]
    [TestCase("{\"k\":\"{jwt}\",\"b\":1}", "{\"k\":\"<JWT_TOKEN>\",\"b\":1}")]
    [TestCase("{\"k\":\"{azure}\",\"b\":1}", "{\"k\":\"<AZURE_KEY>\",\"b\":1}")]
    public void The_quote_behind_a_token_stays(string text, string masked) => AssertMasked(text, masked);

    [TestCase("f({gcp})", "f(<GCP_API_KEY>)")]
    [TestCase("{gcp}, b", "<GCP_API_KEY>, b")]
    [TestCase("<b>{gcp}</b>", "<b><GCP_API_KEY></b>")]
    [TestCase("({hf})", "(<HUGGINGFACE_TOKEN>)")]
    [TestCase("[{jwt}]", "[<JWT_TOKEN>]")]
    public void Any_delimiter_may_follow_a_token(string text, string masked) => AssertMasked(text, masked);

    [TestCase("a {hf} b", "a <HUGGINGFACE_TOKEN> b")]
    [TestCase("a ghr_{36} b", "a <GITHUB_APP_TOKEN> b")]
    public void Tokens_that_it_misses_are_masked(string text, string masked) => AssertMasked(text, masked);

    [TestCase("slack xoxb-123456789012-1234567890123-{24}")]
    [TestCase("slack xoxp-123456789012-123456789012-123456789012-{hex32}")]
    [TestCase("aws_secret_access_key = \"{40}\"")]
    [TestCase("AWS_SECRET_ACCESS_KEY={40}\n")]
    [TestCase("-----BEGIN RSA PRIVATE KEY-----\n{40}{40}\n{40}{24}\n-----END RSA PRIVATE KEY-----")]
    public void Kinds_that_it_does_not_know_are_masked(string text)
    {
        var masked = FoundText.Masked(Filled(text));
        Assert.That(masked, Does.Contain('<').And.Not.Contains(Body[..16]).And.Not.Contains(Body[24..]));
    }

    [TestCase("ghp_{36}{40}", "<GITHUB_PERSONAL_ACCESS_TOKEN>")]
    [TestCase("{gcp}{24}", "<GCP_API_KEY>")]
    [TestCase("{hf}{24}", "<HUGGINGFACE_TOKEN>")]
    [TestCase("github_pat_{40}{40}{40}{24}", "<GITHUB_FINE_GRAINED_TOKEN>")]
    public void No_tail_of_a_longer_token_stays(string text, string masked) => AssertMasked($"x {text} y", $"x {masked} y");

    [TestCase("AKIAIOSFODNN7" + "EXAMPLE")]
    [TestCase("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [TestCase("hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [TestCase("hf_transfer")]
    [TestCase("aws_secret_access_key = <your-secret-access-key>")]
    public void Decoys_stay(string text) => AssertMasked(text, text);

    private static void AssertMasked(string text, string masked) => Assert.That(FoundText.Masked(Filled(text)), Is.EqualTo(masked));

    private static string Filled(string text) => text
        .Replace("{hf}", "hf_" + Body[..34], StringComparison.Ordinal)
        .Replace("{gcp}", "AIza" + Body[..35], StringComparison.Ordinal)
        .Replace("{azure}", "aB3" + "8Q~" + Body[..34], StringComparison.Ordinal)
        .Replace("{jwt}", "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + Body, StringComparison.Ordinal)
        .Replace("{hex32}", "0a9f3c7e51b2d8460a9f3c7e51b2d846", StringComparison.Ordinal)
        .Replace("{24}", Body[..24], StringComparison.Ordinal)
        .Replace("{36}", Body[..36], StringComparison.Ordinal)
        .Replace("{40}", Body, StringComparison.Ordinal);
}
