using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

// The prefixes are so rare that a token is found wherever it starts, also in the middle of a word.
internal static class GitHub
{
    public static SecretKind AppToken { get; } = new(
        new("github_app_token", "<GITHUB_APP_TOKEN>") { Description = "GitHub App token: user-to-server, server-to-server or refresh" },
        Classic("github_app_token", "ghu", "ghs", "ghr"));

    public static SecretKind FineGrainedToken { get; } = new(
        new("github_fine_grained_pat", "<GITHUB_FINE_GRAINED_TOKEN>") { Description = "GitHub fine-grained personal access token" },
        new()
        {
            Kind = "github_fine_grained_pat",
            Keywords = ["github_pat_"],
            Alphabet = Characters.Alphanumeric + "_",
            MinLength = 93,
            Pattern = "github_pat_[A-Za-z0-9_]{82,}",
            Validator = static secret => Placeholder.IsNone(secret, "github_pat_".Length),
            Examples = () =>
            [
                Secret(Sample.Token("github", "_pat_", "11ABCDEFG0_", 71), "{\"token\":\"", "\"}"),
                Secret(Sample.Token("github", "_pat_", "", 120), "", ", and more"),
                Secret(Sample.Token("github", "_pat_", "11ABCDEFG0_", 71), "https://oauth2:", "@github.com"),
                Nothing("github_pat_ is the prefix"),
                Nothing("github" + "_pat_" + new string('x', 22) + "_" + new string('x', 59)),
                Nothing(Sample.Token("github", "_pat_", "", 40)),
            ],
        });

    public static SecretKind OAuthToken { get; } = new(
        new("github_oauth", "<GITHUB_OAUTH_TOKEN>") { Description = "GitHub OAuth access token" },
        Classic("github_oauth", "gho"));

    public static SecretKind PersonalToken { get; } = new(
        new("github_pat", "<GITHUB_PERSONAL_ACCESS_TOKEN>") { Description = "GitHub personal access token" },
        Classic("github_pat", "ghp"));

    private static Rule Classic(string kind, params string[] prefixes) => new()
    {
        Kind = kind,
        Keywords = [.. prefixes.Select(p => p + "_")],
        Alphabet = Characters.Alphanumeric + "_",
        MinLength = 40,
        Pattern = $"(?:{string.Join('|', prefixes)})_[A-Za-z0-9]{{36,}}",
        Validator = static secret => Placeholder.IsNone(secret, "ghp_".Length),
        Examples = () =>
        [
            .. prefixes.SelectMany(p => new[]
            {
                Secret(Sample.Token(p, "_", "", 36), "https://x:", "@github.com/a/b.git"),
                Secret(Sample.Token(p, "_", "", 36), "my_", "_"),
                Secret(Sample.Token(p, "_", "", 251), "Bearer ", ")"),
                Nothing(Sample.Token(p, "_", "", 35)),
                Nothing($"{p}_st and {p}_token_of_the_user_that_is_longer_than_forty"),
                Nothing(p + "_" + new string('x', 36)),
            }),
        ],
    };
}
