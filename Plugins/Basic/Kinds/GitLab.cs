using Gateway.Detection;
using static Gateway.Detection.RuleExample;

namespace Gateway.Plugins.Basic.Kinds;

internal static class GitLab
{
    // The cookie's name stays, as the mask is about its value; that may stand in a header, in JSON or in a URL.
    public static SecretKind SessionCookie { get; } = new(
        new("gitlab_session_cookie", "<GITLAB_SESSION_TOKEN>") { Description = "Session cookie of GitLab" },
        new()
        {
            Kind = "gitlab_session_cookie",
            Keywords = ["_gitlab_session"],
            Alphabet = Characters.Base64Url + "%=:\"' \\",
            MinLength = 48,
            Pattern = """_gitlab_session[\\"' ]{0,4}(?:[=:]|%3[Dd])[\\"' ]{0,4}(?<secret>[A-Za-z0-9_%-]{32,})""",
            Validator = static secret => Placeholder.IsNone(secret, 0),
            Examples = () =>
            [
                Secret(Value(32), "Cookie: _gitlab_session=", "; path=/"),
                Secret(Value(32), "{\"_gitlab_session\": \"", "\"}"),
                Secret(Value(200) + "%3D--" + Value(32), "_gitlab_session=", "; secure"),
                Nothing("_gitlab_session=" + Value(31)),
                Nothing("the cookie _gitlab_session holds the session of a user"),
            ],
        });

    private static string Value(int length) => Sample.Body(length, "0123456789abcdef");
}
