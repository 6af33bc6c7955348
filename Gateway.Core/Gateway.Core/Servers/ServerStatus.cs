namespace Gateway.Core.Servers;

/// <summary>The state of a server, and what people want to know of it.</summary>
/// <param name="State">Where it is in its life.</param>
/// <param name="Reason">Why; a sentence that may quote the server, so it is guarded before it is shown. Null when there is nothing to say.</param>
/// <param name="Since">When it came into this state.</param>
/// <param name="RetryAt">When it is started again; null when that is not planned.</param>
internal sealed record ServerStatus(ServerState State, string? Reason, DateTimeOffset Since, DateTimeOffset? RetryAt = null)
{
    /// <summary>Why the server takes no calls, and when it may again.</summary>
    public string Unavailable(string server, DateTimeOffset now)
    {
        var sentence = $"Server '{server}' is not available ({State.Word()}): {Reason ?? "it is not ready"}";
        return RetryAt is { } at ? sentence + FormattableString.Invariant($"; it is started again in {Math.Max(1, Math.Ceiling((at - now).TotalSeconds)):0} s") : sentence;
    }
}
