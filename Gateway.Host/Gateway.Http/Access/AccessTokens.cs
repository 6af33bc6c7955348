using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Gateway.Http.Access;

/// <summary>Tells whose token a request carries.</summary>
internal sealed class AccessTokens
{
    private const string Scheme = "Bearer ";

    // Replaced whole when the file is read anew.
    private volatile IReadOnlyList<AccessToken> _tokens;

    /// <param name="tokens">Those that let in; null lets in everybody.</param>
    public AccessTokens(IReadOnlyList<AccessToken>? tokens)
    {
        IsOpen = tokens is null;
        _tokens = tokens ?? [];
    }

    /// <summary>Everybody is let in, and all are the same.</summary>
    public bool IsOpen { get; }

    public IEnumerable<string> Principals => _tokens.Select(token => token.Principal);

    public void Replace(IReadOnlyList<AccessToken> tokens) => _tokens = tokens;

    /// <summary>Whom the token of an <c>Authorization</c> header stands for; null when it lets nobody in. As long for every wrong token.</summary>
    public string? PrincipalOf(StringValues authorization)
    {
        if (IsOpen) return TokenFile.OnlyPrincipal;
        if (authorization is not [{ } only] || !only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var hash = TokenFile.Hash(only[Scheme.Length..].Trim());
        string? principal = null;
        foreach (var token in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(token.Hash, hash)) principal = token.Principal;
        }

        return principal;
    }
}
