namespace Gateway.Core.Tests.Guarding;

/// <summary>Time that passes when a test says so; timers run on the test's thread.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly object _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public bool HasTimers
    {
        get
        {
            lock (_lock) return _timers.Count > 0;
        }
    }

    /// <summary>Waits until somebody has set a limit by this clock; the watchdog's periodic look is none.</summary>
    public void AwaitTimer()
    {
        lock (_lock)
        {
            while (!_timers.Exists(timer => timer.Period == TimeSpan.Zero)) Assert.That(Monitor.Wait(_lock, Patience.Limit), Is.True, "nobody has set a timer");
        }
    }

    public void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (_lock) end = _now + by;
        while (NextBefore(end) is { } timer) timer.Fire();
        lock (_lock) _now = end;
    }

    private ManualTimer? NextBefore(TimeSpan end)
    {
        lock (_lock)
        {
            var timer = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (timer is null) return null;
            _now = timer.Due;
            if (timer.Period > TimeSpan.Zero) timer.Due += timer.Period;
            else _timers.Remove(timer);
            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public TimeSpan Due;

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                }

                Monitor.PulseAll(time._lock);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
