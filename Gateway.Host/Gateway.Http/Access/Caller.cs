namespace Gateway.Http.Access;

/// <summary>Who sent a request, and where to: sessions belong to both together.</summary>
/// <param name="Token">What let it in.</param>
/// <param name="Server">The server whose route it came by; null for all of them.</param>
internal sealed record Caller(AccessToken Token, string? Server);
