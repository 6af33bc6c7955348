using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class Google
{
    public static SecretKind ApiKey { get; } = new(
        new("gcp_api_key", "<GCP_API_KEY>") { Description = "Google API key" },
        new()
        {
            Kind = "gcp_api_key",
            Keywords = ["AIza"],
            Alphabet = Characters.Base64Url,
            MinLength = 39,
            Pattern = Characters.WordStart + "(?<secret>AIza[A-Za-z0-9_-]{35,})",
            Validator = static secret => Placeholder.IsNone(secret, "AIza".Length),
            Examples = () =>
            [
                Secret(Sample.Token("AI", "za", "Sy", 33), "{\"k\":\"", "\",\"b\":1}"),
                Secret(Sample.Token("AI", "za", "Sy_-", 31), "init(", ")"),
                Secret(Sample.Token("AI", "za", "Sy", 80), "https://maps/?key=", "&v=3"),
                Secret(Sample.Token("AI", "za", "Sy", 33), "key%3D", "%26"),
                Nothing(Sample.Token("AI", "za", "Sy", 32)),
                Nothing(Sample.Token("xAI", "za", "Sy", 33)),
                Nothing("AI" + "za" + new string('X', 35)),
            ],
        });
}
