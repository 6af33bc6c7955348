using System.Net;
using System.Net.Http;

namespace Gateway.Core.Servers.Remote;

/// <summary>Reads from a 403 what scopes the account lacks. Source: RFC 6750 §3, MCP 2026-07-28, authorization, "Scope Challenge Handling".</summary>
internal static class MissingScope
{
    private const int Longest = 500;

    /// <summary>Scopes joined by blanks; null when the answer names none, or anything that no scope can be.</summary>
    public static string? Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.Forbidden) return null;
        var challenge = response.Headers.WwwAuthenticate.FirstOrDefault(header => header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))?.Parameter;
        if (challenge is null || Value(challenge, "error") != "insufficient_scope") return null;
        return Value(challenge, "scope") is { Length: > 0 and <= Longest } scope && scope.All(IsScope) ? scope : null;
    }

    private static string? Value(string challenge, string name)
    {
        foreach (var parameter in challenge.Split(','))
        {
            var at = parameter.IndexOf('=');
            if (at > 0 && parameter[..at].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return parameter[(at + 1)..].Trim().Trim('"');
        }

        return null;
    }

    // RFC 6749 §3.3, without what means something to a shell between double quotes.
    private static bool IsScope(char character) => character is ' ' or (> ' ' and < '\x7F' and not ('"' or '\\' or '`' or '$' or '!'));
}
