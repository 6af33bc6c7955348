namespace Gateway.Core.Transport;

/// <summary>Lets threads wait for something that happens once, or once more after each <see cref="Reset"/>. Owns nothing to dispose of.</summary>
internal sealed class Signal
{
    private readonly object _lock = new();
    private bool _isSet;

    public void Set()
    {
        lock (_lock)
        {
            _isSet = true;
            Monitor.PulseAll(_lock);
        }
    }

    public void Reset()
    {
        lock (_lock) _isSet = false;
    }

    public void Wait() => Wait(Timeout.InfiniteTimeSpan);

    /// <summary>False when the time is over before it is set.</summary>
    public bool Wait(TimeSpan limit)
    {
        var end = limit == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_lock)
        {
            while (!_isSet)
            {
                var left = end == long.MaxValue ? -1 : end - Environment.TickCount64;
                if (end != long.MaxValue && left <= 0) return false;
                Monitor.Wait(_lock, (int)Math.Min(left, int.MaxValue));
            }

            return true;
        }
    }
}
