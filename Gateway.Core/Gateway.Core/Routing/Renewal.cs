namespace Gateway.Core.Routing;

/// <summary>How often a subscription was lost of late, and when it is made again.</summary>
internal sealed class Renewal
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int _losses;
    private long? _acknowledged;
    private bool _isOpen;

    /// <summary>Doubled with each loss, unless the subscription had held for long.</summary>
    public TimeSpan NextWait(TimeProvider time)
    {
        if (_acknowledged is { } since && time.GetElapsedTime(since) > Longest) _losses = 0;
        (_acknowledged, _isOpen) = (null, false);
        var wait = First * Math.Pow(2, Math.Min(_losses++, 10));
        return wait < Longest ? wait : Longest;
    }

    /// <summary>It is there again; true the first time.</summary>
    public bool Acknowledge(long now)
    {
        if (_isOpen) return false;
        (_acknowledged, _isOpen) = (now, true);
        return true;
    }
}
