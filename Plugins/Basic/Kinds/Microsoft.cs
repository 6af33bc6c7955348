using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class Microsoft
{
    // The address is the secret: who knows it can post. A JSON string within a JSON string may write its slashes as \/.
    public static SecretKind TeamsWebhook { get; } = new(
        new("microsoft_teams_webhook", "<MICROSOFT_TEAMS_WEBHOOK>") { Description = "Address of an incoming webhook of Microsoft Teams" },
        new()
        {
            Kind = "microsoft_teams_webhook",
            Keywords = ["webhook.office.com", "outlook.office.com", "outlook.office365.com"],
            Alphabet = Characters.Base64Url + @"%.:@/\",
            MinLength = 120,
            Pattern = @"(?i)https?:(?:\\?/){2}[a-z0-9.-]*(?:webhook|outlook)\.office(?:365)?\.com\\?/webhook(?:b2)?\\?/[0-9a-z-]{32,36}(?:@|%40)[0-9a-z-]{32,36}\\?/IncomingWebhook(?:\\?/[a-z0-9_-]+)+",
            Examples = () =>
            [
                Secret(Address("contoso.webhook.office.com", "webhookb2"), "POST ", " HTTP/1.1"),
                Secret(Address("outlook.office.com", "webhook"), "{\"url\":\"", "\"}"),
                Secret(Address("contoso.webhook.office.com", "webhookb2").Replace("/", "\\/", StringComparison.Ordinal), "\\\"", "\\\""),
                Secret(Address("contoso.webhook.office.com", "webhookb2") + "/V2abc_-1", "See ", "."),
                Nothing("https://contoso.webhook.office.com/webhookb2/ takes a POST"),
                Nothing("https://outlook.office.com/mail/inbox"),
            ],
        });

    private static string Address(string host, string path) =>
        $"https://{host}/{path}/{Guid}@{Guid}/Incoming{"Webhook"}/{Sample.Body(32, "0123456789abcdef")}/{Guid}";

    private static string Guid => new System.Guid(Convert.FromHexString(Sample.Body(32, "0123456789abcdef"))).ToString();
}
