namespace Gateway.Plugins.Xetrack.Database;

/// <summary>Gives each row of a run a microsecond of its own: the one it asks for, or the next that is free.</summary>
/// <remarks>Two rows of one run in one microsecond would be one: xetrack drops the second.</remarks>
internal sealed class FreeTimes
{
    private const int MostKept = 50_000;

    // A taken microsecond, and one after it from which to look on; what was walked over is shortened, so a long row of taken ones is passed in a step.
    private readonly Dictionary<long, long> _next = [];

    public DateTime Take(DateTime asked)
    {
        // Forgotten ones are found taken by the insert.
        if (_next.Count >= MostKept) _next.Clear();
        var first = asked.Ticks / TimeSpan.TicksPerMicrosecond;
        var free = first;
        while (_next.TryGetValue(free, out var after)) free = after;
        for (var at = first; at != free;) (at, _next[at]) = (_next[at], free);
        _next[free] = free + 1;
        return new(free * TimeSpan.TicksPerMicrosecond);
    }
}
