namespace Gateway.Detection.Judging;

/// <summary>Judges what stands where only a password can stand, as in <c>://user:…@host</c>: all but what documentation and vendors' defaults write there.</summary>
internal static class WrittenPassword
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Written = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pass", "pwd", "pw", "passw0rd", "p4ssw0rd", "p@ssw0rd", "p@ssword", "mypassword", "my_password", "my-password", "mysecretpassword", "yourpassword", "userpassword", "user_password", "dbpassword", "db_password",
        "secret", "mysecret", "token", "key", "user", "username", "login", "none", "null", "undefined", "true", "false", "test", "demo", "name", "hidden", "removed", "redacted", "anonymous", "foobared", "guest", "root", "admin", "changeit",
        "postgres", "mysql", "mongo", "mongodb", "redis", "rabbitmq", "elastic", "minio", "minioadmin", "neo4j", "host", "port", "x-oauth-basic", "oauth2accesstoken",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Judgement Judge(in Candidate candidate)
    {
        var value = candidate.Secret;
        if (Written.Contains(value) || value[0] is '{' or '}' or '<' or '>' or '$' or '%' && !IsEscape(value)) return Judgement.Nothing;
        return value.ContainsAnyExcept(value[0], value[^1]) ? Judgement.Believed : Judgement.Nothing;
    }

    private static bool IsEscape(ReadOnlySpan<char> value) => value.Length > 2 && value[0] == '%' && char.IsAsciiHexDigit(value[1]) && char.IsAsciiHexDigit(value[2]);
}
