namespace Gateway.Http.Access;

/// <summary>A token that lets in. The token itself is not kept.</summary>
/// <param name="Principal">Whom it stands for.</param>
/// <param name="Hash">SHA-256 of the token.</param>
internal sealed record AccessToken(string Principal, byte[] Hash);
