using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Gateway.Http.Access;

/// <summary>Tells whose token a request carries.</summary>
internal sealed class AccessTokens
{
    private const string Scheme = "Bearer ";

    private static readonly AccessToken Everybody = new(TokenFile.OnlyPrincipal, []);

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

    /// <summary>Lets in by other tokens from now on; one that stays is the same object.</summary>
    public void Replace(IReadOnlyList<AccessToken> tokens)
    {
        var before = _tokens;
        _tokens = [.. tokens.Select(token => before.FirstOrDefault(token.IsSame) ?? token)];
    }

    /// <summary>Whether a token still lets in.</summary>
    public bool LetsIn(AccessToken token) => IsOpen || _tokens.Contains(token);

    /// <summary>The token of an <c>Authorization</c> header; null when it lets nobody in. As long for every wrong token.</summary>
    public AccessToken? Find(StringValues authorization)
    {
        if (IsOpen) return Everybody;
        if (authorization is not [{ } only] || !only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var hash = TokenFile.Hash(only[Scheme.Length..].Trim());
        AccessToken? found = null;
        foreach (var token in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(token.Hash, hash)) found = token;
        }

        return found;
    }
}
