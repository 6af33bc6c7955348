namespace Gateway.Core.Guarding;

/// <summary>Looks for overdue turns. It sleeps while no guardrail is asked anything.</summary>
internal sealed class Watchdog : IDisposable
{
    private const int IdleTicksUntilSleep = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<ITurnHolder, long> _holders = [];
    private readonly TimeProvider _time;
    private TimeSpan _period;
    private readonly ITimer _timer;
    private int _isAwake;
    private int _idleTicks;

    public Watchdog(TimeProvider time, TimeSpan period)
    {
        (_time, _period) = (time, period);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Watch(ITurnHolder holder)
    {
        lock (_lock) _holders[holder] = 0;
    }

    public void Forget(ITurnHolder holder)
    {
        lock (_lock) _holders.Remove(holder);
    }

    /// <summary>Called after every turn has begun; costs one read while the watchdog is awake.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _isAwake) == 1) return;
        if (Interlocked.Exchange(ref _isAwake, 1) == 0) _timer.Change(_period, _period);
    }

    /// <summary>Other time limits are in force from now on.</summary>
    public void LookEvery(TimeSpan period)
    {
        lock (_lock)
        {
            _period = period;
            if (Volatile.Read(ref _isAwake) == 1) _timer.Change(period, period);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        // An overdue turn is continued outside the lock: its thread may register a new peer.
        var overdue = new List<(ITurnHolder Holder, Turn Turn)>();
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var wasBusy = false;
            foreach (var holder in _holders.Keys.ToArray())
            {
                var turn = holder.Turn;
                wasBusy |= turn.IsHeld || turn.Number != _holders[holder];
                _holders[holder] = turn.Number;
                if (turn.TryTake(now)) overdue.Add((holder, turn));
            }

            _idleTicks = wasBusy ? 0 : _idleTicks + 1;
            if (_idleTicks >= IdleTicksUntilSleep) Sleep();
        }

        foreach (var (holder, turn) in overdue) holder.TakeOver(turn);
    }

    private void Sleep()
    {
        _idleTicks = 0;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref _isAwake, 0);
        // A turn that began between the look and the exchange saw a watchdog that was awake.
        if (_holders.Keys.Any(holder => holder.Turn.IsHeld)) Wake();
    }
}
