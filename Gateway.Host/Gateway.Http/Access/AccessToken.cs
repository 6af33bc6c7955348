namespace Gateway.Http.Access;

/// <summary>A token that lets in. The token itself is not kept. What is opened with it belongs to this object: another token is another, also of the same person.</summary>
/// <param name="principal">Whom it stands for.</param>
/// <param name="hash">SHA-256 of the token.</param>
internal sealed class AccessToken(string principal, byte[] hash)
{
    public string Principal => principal;

    public byte[] Hash => hash;

    public bool IsSame(AccessToken other) => principal == other.Principal && hash.AsSpan().SequenceEqual(other.Hash);
}
