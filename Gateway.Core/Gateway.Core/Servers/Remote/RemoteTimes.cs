namespace Gateway.Core.Servers.Remote;

/// <summary>How long the transport waits where the protocol says nothing.</summary>
internal sealed record RemoteTimes
{
    /// <summary>Before a broken stream is asked for again; doubled each time it fails.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row a request's stream may fail to be resumed.</summary>
    public int MaxResumptions { get; init; } = 3;

    /// <summary>For what a server sends on a request's stream after the answer.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For the DELETE that ends a session.</summary>
    public TimeSpan Goodbye { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The wait before the attempt, the first being 0; what the server asks for counts more.</summary>
    public TimeSpan Before(int attempt, TimeSpan? asked)
    {
        var wait = (asked ?? FirstRetry) * Math.Pow(2, Math.Min(attempt, 16));
        var longest = asked > LongestRetry ? asked.Value : LongestRetry;
        return wait < longest ? wait : longest;
    }
}
