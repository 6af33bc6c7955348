using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class Slack
{
    public static SecretKind AppToken { get; } = new(
        new("slack_app_token", "<SLACK_APP_TOKEN>") { Description = "App-level token of Slack" },
        new()
        {
            Kind = "slack_app_token",
            // In two cases rather than in any: while all keywords of basic are exact, the first look at a text is half as fast again.
            Keywords = ["xapp-", "XAPP-"],
            Alphabet = Characters.Alphanumeric + "-",
            MinLength = 17,
            Pattern = "(?i)xapp-[0-9]{1,3}-[a-z0-9]+-[0-9]+-[a-z0-9]{6,}",
            Examples = () =>
            [
                Secret(Token("xapp", 64), "SLACK_APP_TOKEN=", "\n"),
                Secret(Token("XAPP", 64), "[\"", "\"]"),
                Secret(Token("xapp", 200), "(", ")"),
                Nothing("xapp-1-A-1-abc"),
                Nothing("the xapp-store-of-2026-is-open-for-everyone"),
            ],
        });

    private static string Token(string prefix, int length) =>
        $"{prefix}-1-A{Sample.Body(10, "ABCDEFGH0123456789")}-{Sample.Body(13, "123456789")}-{Sample.Body(length, "0123456789abcdef")}";
}
