namespace Gateway.Core.Transport;

/// <summary>The messages that wait for one peer, bounded in bytes. Senders append; whoever flushes first writes for all.</summary>
/// <remarks>
/// A flush writes on the calling thread as long as the peer takes the bytes at once, which saves a thread switch a message;
/// the first write that would wait goes to a writer thread, so no reader is ever held by a slow peer.
/// </remarks>
internal sealed class Outbox : IDisposable
{
    private const int Smallest = 1024;
    private const int SwapsUntilShrink = 256;

    private readonly Lock _lock = new();
    private readonly IByteWriter _writer;
    private readonly Action<Exception> _onBroken;
    private readonly long _bound;
    private readonly ManualResetEventSlim _hasRoom = new(true);
    private byte[] _pending = new byte[Smallest];
    private byte[] _writing = new byte[Smallest];
    private int _pendingLength;
    private int _written;
    private int _writingLength;
    private int _swaps;
    private int _longest;
    private bool _isWriting;
    private bool _isClosed;
    private Thread? _thread;
    private AutoResetEvent? _work;

    /// <param name="writer">Takes the bytes to the peer.</param>
    /// <param name="bound">How many bytes may wait.</param>
    /// <param name="onBroken">Called once, when the peer's end is gone.</param>
    public Outbox(IByteWriter writer, long bound, Action<Exception> onBroken) => (_writer, _bound, _onBroken) = (writer, bound, onBroken);

    /// <summary>How many bytes wait.</summary>
    public long Waiting
    {
        get
        {
            lock (_lock) return _isClosed ? 0 : _pendingLength + _writingLength - _written;
        }
    }

    /// <summary>It takes nothing any more: the peer's end is gone, or the gateway has closed it.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

    public bool IsOverBound => Waiting > _bound;

    /// <summary>Others wait at the bound; so much comes only from senders that may not wait.</summary>
    public bool IsFarOverBound => Waiting > 2 * _bound;

    /// <summary>Appends a message, some of its parts replaced, and its line end; false when the queue is over its bound or closed.</summary>
    public bool TrySend(ReadOnlySpan<byte> message, Splices splices = default) => Send(message, splices, isBounded: true);

    /// <summary>Appends also over the bound: for answers, which must not be lost. Only a closed queue takes nothing.</summary>
    public bool Send(ReadOnlySpan<byte> message, Splices splices = default) => Send(message, splices, isBounded: false);

    private bool Send(ReadOnlySpan<byte> message, Splices splices, bool isBounded)
    {
        lock (_lock)
        {
            if (_isClosed || (isBounded && _pendingLength + _writingLength - _written > _bound)) return false;
            Append(message, splices);
        }

        if (FlushBatch.Current is { } batch) batch.Add(this);
        else Flush();
        return true;
    }

    /// <summary>Waits until the queue is under its bound, or closed. Only for threads that may wait for this peer.</summary>
    public void WaitForRoom()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_isClosed || _pendingLength + _writingLength - _written <= _bound) return;
                _hasRoom.Reset();
            }

            Flush();
            _hasRoom.Wait();
        }
    }

    /// <summary>Writes what waits, or leaves it to the thread that is writing already.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_isWriting || _isClosed || _pendingLength == 0) return;
            Swap();
        }

        WriteAll(mayWait: false);
    }

    /// <summary>Waits until everything is written or the time is over.</summary>
    public bool Drain(TimeSpan limit)
    {
        Flush();
        return SpinWait.SpinUntil(() => Waiting == 0 || _isClosed, limit);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed) return;
            _isClosed = true;
            _pendingLength = 0; // what is being written belongs to the one who writes
        }

        _hasRoom.Set();
        _work?.Set();
        _writer.Dispose();
    }

    private void Append(ReadOnlySpan<byte> message, Splices splices)
    {
        var size = splices.SizeOf(message) + 1;
        if (_pending.Length - _pendingLength < size) Array.Resize(ref _pending, Math.Max(_pendingLength + size, _pending.Length * 2));
        splices.Write(message, _pending.AsSpan(_pendingLength));
        _pendingLength += size;
        _pending[_pendingLength - 1] = (byte)'\n';
    }

    // Under the lock.
    private void Swap()
    {
        (_pending, _writing) = (_writing, _pending);
        (_writingLength, _pendingLength, _written, _isWriting) = (_pendingLength, 0, 0, true);
        _longest = Math.Max(_longest, _writingLength);
        if (++_swaps < SwapsUntilShrink) return;
        if (_pending.Length > Smallest && _longest < _pending.Length / 4) _pending = new byte[Math.Max(Smallest, _pending.Length / 2)];
        (_swaps, _longest) = (0, 0);
    }

    private void WriteAll(bool mayWait)
    {
        try
        {
            while (true)
            {
                while (_written < _writingLength)
                {
                    var written = _writer.Write(_writing.AsSpan(_written, _writingLength - _written), mayWait);
                    if (written == 0)
                    {
                        HandOver();
                        return;
                    }

                    Interlocked.Add(ref _written, written);
                }

                lock (_lock)
                {
                    (_writingLength, _written) = (0, 0);
                    if (!_hasRoom.IsSet && _pendingLength <= _bound) _hasRoom.Set();
                    if (_pendingLength == 0 || _isClosed)
                    {
                        _isWriting = false;
                        return;
                    }

                    Swap();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            var wasOpen = !_isClosed;
            Dispose();
            if (wasOpen) _onBroken(exception);
        }
    }

    // The writer stays the one that writes (_isWriting) until it has caught up.
    private void HandOver()
    {
        lock (_lock)
        {
            if (_isClosed) return;
            _work ??= new(false);
            if (_thread is null)
            {
                _thread = new Thread(WriterLoop, 128 * 1024) { IsBackground = true, Name = "outbox" };
                _thread.Start();
            }
        }

        _work.Set();
    }

    private void WriterLoop()
    {
        while (true)
        {
            _work!.WaitOne();
            if (_isClosed) return;
            WriteAll(mayWait: true);
        }
    }
}
