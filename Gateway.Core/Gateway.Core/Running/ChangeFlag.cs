namespace Gateway.Core.Running;

/// <summary>Says that something which is shown of a running gateway may have changed. Raising it again before anybody looked costs a read.</summary>
internal sealed class ChangeFlag
{
    private readonly object _lock = new();
    private bool _isRaised;

    public void Raise()
    {
        // Whoever clears the flag looks afterwards: either it sees what was just changed, or we see that it has cleared.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isRaised)) return;
        lock (_lock)
        {
            _isRaised = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Called before looking, so that what changes meanwhile raises it again.</summary>
    public void Clear() => Interlocked.Exchange(ref _isRaised, false);

    /// <summary>Sleeps until it is raised.</summary>
    public void Wait()
    {
        lock (_lock)
        {
            while (!_isRaised) Monitor.Wait(_lock);
        }
    }
}
