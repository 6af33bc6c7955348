namespace Gateway.Plugins.Lasso.Tests;

/// <summary>Time in which every wait is over at once, or never, and is written down; the limit of a message passes when the test says so.</summary>
internal sealed class SkippingTime(TimeSpan limit, bool skips = true) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly TaskCompletionSource _hasWaits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action _endLimit = () => { };
    private TimeSpan _now;

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock) return [.. _waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Over when somebody waits.</summary>
    public Task FirstWait => _hasWaits.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void EndLimit() => _endLimit();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == limit)
        {
            _endLimit = () => callback(state);
            return new NoTimer();
        }

        lock (_lock)
        {
            _waits.Add(dueTime);
            if (skips) _now += dueTime;
        }

        _hasWaits.TrySetResult();
        if (skips) ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
