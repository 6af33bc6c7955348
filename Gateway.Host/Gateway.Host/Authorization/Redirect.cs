namespace Gateway.Host.Authorization;

/// <summary>What an authorization server tells through the browser.</summary>
/// <param name="State">Which sign-in it belongs to.</param>
/// <param name="Code">Null when it refused.</param>
/// <param name="Issuer">Who it says it is.</param>
internal sealed record Redirect(string State, string? Code, string? Issuer)
{
    /// <summary>Reads the first line of the browser's request; null when it asks for anything else.</summary>
    public static Redirect? Read(string requestLine, string path)
    {
        if (requestLine.Split(' ') is not ["GET", var target, _] || target.Split('?', 2) is not [var asked, var query] || asked != path) return null;
        var values = RedirectListener.Query(query);
        return new(values.GetValueOrDefault("state", ""), values.GetValueOrDefault("code") is { Length: > 0 } code && !values.ContainsKey("error") ? code : null, values.GetValueOrDefault("iss"));
    }

    // The code is a secret for a minute.
    public override string ToString() => Code is null ? "refused" : "granted";
}
