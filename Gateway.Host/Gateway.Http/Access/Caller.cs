namespace Gateway.Http.Access;

/// <summary>Who sent a request, and where to: sessions belong to both together.</summary>
/// <param name="Principal">The name of its token.</param>
/// <param name="Server">The server whose route it came by; null for all of them.</param>
internal sealed record Caller(string Principal, string? Server);
