using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class Aws
{
    public static SecretKind AccessKey { get; } = new(
        new("aws_access_token", "<AWS_ACCESS_KEY>") { Description = "AWS access key id" },
        new()
        {
            Kind = "aws_access_token",
            Keywords = ["AKIA", "ASIA", "ABIA", "ACCA", "A3T"],
            Alphabet = Characters.Alphanumeric,
            MinLength = 20,
            Pattern = Characters.WordStart + "(?<secret>(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}[A-Za-z0-9]*)",
            // The keys in Amazon's documentation, such as AKIAIOSFODNN7EXAMPLE.
            Validator = static secret => secret.EndsWith("EXAMPLE", StringComparison.Ordinal) ? 0 : Placeholder.IsNone(secret, "AKIA".Length),
            Examples = () =>
            [
                Secret(Key("AKIA"), "aws_access_key_id = "),
                Secret(Key("ASIA"), "<k>", "</k>"),
                Secret(Key("ABIA"), "'", "', 'x'"),
                Secret(Key("ACCA"), "\u001b[32m", "\u001b[0m"),
                Secret(Key("A3TX"), "id_"),
                Secret(Key("AKIA") + "MORE7x", "(", ")"),
                Nothing("AKIAIOSFODNN7EXAMPLE"),
                Nothing("ASIA and AKIA are prefixes, as in ASIAPACIFIC"),
                Nothing("x" + Key("AKIA")),
            ],
        });

    private static string Key(string prefix) => prefix + Sample.Body(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
}
