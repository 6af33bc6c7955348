namespace Gateway.Http;

/// <summary>Gives memory back when nothing happens. The collector runs only when something is allocated, and a gateway may rest for hours.</summary>
internal sealed class MemoryAtRest : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    // What timers and idle connections allocate in that time.
    private const long Rest = 1_000_000;

    // Less is not worth the pause.
    private const long WorthIt = 8_000_000;

    private readonly ITimer _timer;
    private long _seen;
    private long _collected;

    public MemoryAtRest(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, Pace, Pace);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _seen < Rest && allocated - _collected > WorthIt)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _collected = allocated;
        }

        _seen = allocated;
    }
}
