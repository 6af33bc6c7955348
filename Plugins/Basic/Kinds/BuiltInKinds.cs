namespace Gateway.Plugins.Basic.Kinds;

/// <summary>The kinds that need no configuration.</summary>
internal static class BuiltInKinds
{
    public static IReadOnlyList<SecretKind> All { get; } =
    [
        Azure.ClientSecret,
        GitHub.AppToken,
        GitHub.FineGrainedToken,
        GitHub.OAuthToken,
        GitHub.PersonalToken,
        Google.ApiKey,
        Aws.AccessKey,
        JsonWebToken.Token,
        GitLab.SessionCookie,
        HuggingFace.AccessToken,
        Microsoft.TeamsWebhook,
        Slack.AppToken,
    ];
}
