namespace EndToEnd.Http;

/// <summary>One server-sent event.</summary>
/// <param name="Id">What a client comes back with; null when it has none.</param>
/// <param name="Message">Its message; empty for the place before the first.</param>
internal sealed record ServerEvent(string? Id, string Message);
