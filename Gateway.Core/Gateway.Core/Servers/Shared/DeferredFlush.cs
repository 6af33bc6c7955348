using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>What the thread sends within it is written at its end: never while it holds a lock, and never into a batch that is just being written.</summary>
internal readonly ref struct DeferredFlush
{
    private readonly FlushBatch? _before = FlushBatch.Current;
    private readonly FlushBatch _own;

    public DeferredFlush(FlushBatch own) => FlushBatch.Current = _own = own;

    public void Dispose()
    {
        FlushBatch.Current = null;
        _own.Flush();
        FlushBatch.Current = _before;
    }
}
