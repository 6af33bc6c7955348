using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class Azure
{
    private const string Characters = Kinds.Characters.Base64Url + "~.";

    // 37 to 40 characters with "<digit>Q~" after the third. A longer one is taken whole, but a full stop after it is the sentence's.
    public static SecretKind ClientSecret { get; } = new(
        new("azure_ad_client_secret", "<AZURE_KEY>") { Description = "Client secret of a Microsoft Entra application" },
        new()
        {
            Kind = "azure_ad_client_secret",
            Keywords = ["0Q~", "1Q~", "2Q~", "3Q~", "4Q~", "5Q~", "6Q~", "7Q~", "8Q~", "9Q~"],
            Alphabet = Characters,
            MinLength = 37,
            Pattern = Kinds.Characters.WordStart + "(?<secret>[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?:[A-Za-z0-9_~.-]*[A-Za-z0-9_~-])?)",
            Examples = () =>
            [
                Secret(Sample.Token("a1b8Q", "~", "", 34), "AZURE_CLIENT_SECRET="),
                Secret(Sample.Token("~_.7Q", "~", "", 31), "\"", "\""),
                Secret(Sample.Token("a1b8Q", "~", "", 34), "The secret is ", ". Rotate it."),
                Secret(Sample.Token("a1b8Q", "~", "", 60), "(", ")"),
                Secret(Sample.Token("a1b8Q", "~", "-.~", 31), "\\n", "\\n"),
                Nothing("AZURE_CLIENT_SECRET=\"abc8Q~placeholder\""),
                Nothing(Sample.Token("a1bcQ", "~", "", 34)),
            ],
        });
}
