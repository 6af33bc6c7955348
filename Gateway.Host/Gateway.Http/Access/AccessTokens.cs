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

    /// <summary>Lets in by other tokens from now on.</summary>
    /// <returns>Those whose token is the one they had: what was opened with another is not theirs any more.</returns>
    public string[] Replace(IReadOnlyList<AccessToken> tokens)
    {
        var before = _tokens;
        _tokens = tokens;
        return [.. tokens.Where(token => before.Any(old => old.Principal == token.Principal && old.Hash.AsSpan().SequenceEqual(token.Hash))).Select(token => token.Principal)];
    }

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
