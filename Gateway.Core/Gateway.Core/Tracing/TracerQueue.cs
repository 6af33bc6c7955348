namespace Gateway.Core.Tracing;

/// <summary>The records that wait for one tracer, bounded in number and bytes. Adding never waits.</summary>
internal sealed class TracerQueue
{
    /// <summary>The most records that wait.</summary>
    public const int MostRecords = 8192;

    /// <summary>The most bytes that wait.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const int LargestBatch = 1024;
    private const int LargestBatchBytes = 1024 * 1024;

    private readonly object _lock = new();
    private readonly Queue<ITracedCall> _waiting = new();
    private long _bytes;
    private bool _isAsleep;
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>False when there is no room, or nobody takes from it any more.</summary>
    public bool TryAdd(ITracedCall trace)
    {
        var size = trace.Size;
        lock (_lock)
        {
            if (_isClosed || _waiting.Count >= MostRecords || _bytes + size > MostBytes) return false;
            _waiting.Enqueue(trace);
            _bytes += size;
            // Waking a thread costs more than all the rest; one that is at work looks again by itself.
            if (!_isAsleep) return true;
            _isAsleep = false;
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Waits for records and takes some; false when it is closed and empty.</summary>
    public bool TryTake(List<ITracedCall> batch)
    {
        lock (_lock)
        {
            while (_waiting.Count == 0)
            {
                if (_isClosed) return false;
                _isAsleep = true;
                Monitor.Wait(_lock);
            }

            var bytes = 0;
            while (batch.Count < LargestBatch && bytes < LargestBatchBytes && _waiting.TryDequeue(out var trace))
            {
                batch.Add(trace);
                bytes += trace.Size;
            }

            _bytes -= bytes;
            return true;
        }
    }

    /// <summary>Waits a moment while few records are there, so that a batch is worth its transaction and nobody has to wake the taker.</summary>
    public void Gather(TimeSpan moment)
    {
        lock (_lock)
        {
            if (!_isClosed && _waiting.Count < LargestBatch) Monitor.Wait(_lock, moment);
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.PulseAll(_lock);
        }
    }
}
