namespace Gateway.Plugins.Xetrack.Database;

/// <summary>Gives each row of a run a microsecond of its own: the one it asks for, or the next that is free.</summary>
/// <remarks>Two rows of one run in one microsecond would be one: xetrack drops the second.</remarks>
internal sealed class FreeTimes
{
    private const int MostKept = 50_000;

    // A taken microsecond, and one after it from which to look on; what was walked over is shortened, so a long row of taken ones is passed in a step.
    private readonly Dictionary<long, long> _next = [];
    private long _last;
    private long _forgotten;

    public DateTime Take(DateTime asked)
    {
        if (_next.Count >= MostKept)
        {
            _next.Clear();
            _forgotten = _last;
        }

        return Take(asked.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>The same when the file has this one already: it is among those that are forgotten here, so the look goes on behind them.</summary>
    public DateTime TakeAnother(DateTime taken) => Take(Math.Max(taken.Ticks / TimeSpan.TicksPerMicrosecond, _forgotten) + 1);

    private DateTime Take(long first)
    {
        var free = first;
        while (_next.TryGetValue(free, out var after)) free = after;
        for (var at = first; at != free;) (at, _next[at]) = (_next[at], free);
        _next[free] = free + 1;
        _last = Math.Max(_last, free);
        return new(free * TimeSpan.TicksPerMicrosecond);
    }
}
