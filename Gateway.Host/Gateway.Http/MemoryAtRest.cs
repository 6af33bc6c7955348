using Gateway.Http.Endpoint;

namespace Gateway.Http;

/// <summary>Gives memory back when nobody asks for anything. The collector runs only when something is allocated, and a gateway may rest for hours.</summary>
internal sealed class MemoryAtRest : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    // Less is not worth the pause.
    private const long WorthIt = 8_000_000;

    private readonly Traffic _traffic;
    private readonly ITimer _timer;
    private long _seen;
    private long _allocated;

    public MemoryAtRest(Traffic traffic, TimeProvider time)
    {
        _traffic = traffic;
        _timer = time.CreateTimer(_ => Look(), null, Pace, Pace);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var (begun, allocated) = (_traffic.Begun, GC.GetTotalAllocatedBytes());
        if (begun == _seen && allocated - _allocated > WorthIt)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _allocated = allocated;
        }

        _seen = begun;
    }
}
