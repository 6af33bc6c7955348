namespace Gateway.Plugins.Lasso.Api;

/// <summary>How long to wait before a request is sent again.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>Doubles with each attempt, from 0; between half of it and all of it, so that gateways that failed together do not come back together.</summary>
    /// <param name="attempt">Attempts before this one failed.</param>
    /// <param name="asked">What Lasso asked for, which is kept.</param>
    public static TimeSpan Of(int attempt, TimeSpan? asked)
    {
        var jittered = First * Math.Pow(2, attempt) * (0.5 + (Random.Shared.NextDouble() / 2));
        return asked is { } least && least > jittered ? least : jittered;
    }
}
