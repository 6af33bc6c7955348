namespace Gateway.Core.Servers.Remote;

/// <summary>How long the transport waits where the protocol says nothing.</summary>
internal sealed record RemoteTimes
{
    /// <summary>Before a broken stream is asked for again; doubled each time it fails.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whatever the server asks for: one that ends every stream at once must not keep us busy.</summary>
    public TimeSpan ShortestRetry { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row a request's stream may fail to be resumed.</summary>
    public int MaxResumptions { get; init; } = 3;

    /// <summary>For what a server sends on a request's stream after the answer.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For the DELETE that ends a session.</summary>
    public TimeSpan Goodbye { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For the server to take a notification, or an answer to a request of its own: nobody else limits that.</summary>
    public TimeSpan Notification { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the answer to a try whether the server is back.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>From 0 to 1.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>The wait before the attempt, the first being 0; what the server asks for counts more.</summary>
    public TimeSpan Before(int attempt, TimeSpan? asked)
    {
        var wait = (asked ?? FirstRetry) * Math.Pow(2, Math.Min(attempt, 16));
        var longest = asked > LongestRetry ? asked.Value : LongestRetry;
        return wait < ShortestRetry ? ShortestRetry : wait < longest ? wait : longest;
    }
}
