namespace Gateway.Core.Servers.Remote;

/// <summary>Bounds the bytes of messages that were sent and that the server has not taken yet. One message always fits.</summary>
internal sealed class SendWindow(long bound)
{
    private readonly object _lock = new();
    private long _outstanding;
    private bool _isClosed;

    /// <summary>False when there is no room and it may not wait.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public bool TryReserve(int length, bool mayWait)
    {
        lock (_lock)
        {
            while (_outstanding > 0 && _outstanding + length > bound && !_isClosed)
            {
                if (!mayWait) return false;
                Monitor.Wait(_lock);
            }

            ObjectDisposedException.ThrowIf(_isClosed, this);
            _outstanding += length;
            return true;
        }
    }

    /// <summary>The server has taken a message, or never will.</summary>
    public void Release(int length)
    {
        lock (_lock)
        {
            _outstanding -= length;
            Monitor.PulseAll(_lock);
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
