namespace Gateway.Core.Transport;

/// <summary>Messages from many streams for one reader, bounded in bytes: a stream that is over the bound is not read on.</summary>
/// <remarks>
/// No thread waits for it. Who brings a message while nobody reads calls the reader, or has a thread of the pool call it; the
/// reader goes on until nothing is left, and only then may the next one be called. So there is one at a time.
/// </remarks>
internal sealed class MessageQueue(long bound)
{
    private readonly Lock _lock = new();
    private readonly Queue<QueuedMessage> _messages = new();
    private long _bytes;
    private bool _isBeingRead;
    private bool _isComplete;
    private Action? _reader;
    private TaskCompletionSource? _room;

    public bool HasMore
    {
        get
        {
            lock (_lock) return _messages.Count > 0;
        }
    }

    /// <summary>Sets the reader, which is called when there is something, and takes it until there is nothing.</summary>
    public void Listen(Action reader)
    {
        bool isFree;
        lock (_lock)
        {
            _reader = reader;
            isFree = (_messages.Count > 0 || _isComplete) && TryBegin();
        }

        if (isFree) Schedule();
    }

    /// <summary>Appends a message, and waits before it does when too much waits already; one message always fits.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mayRead">Whether the reader may be called by this thread, which saves a thread switch.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for the message any more.</exception>
    public async ValueTask AddAsync(QueuedMessage message, bool mayRead, CancellationToken cancellationToken)
    {
        bool isFree;
        while (!TryAdd(message, isBounded: true, out isFree, out var room)) await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!isFree) return;
        if (mayRead) _reader!(); // isFree says that there is one
        else Schedule();
    }

    /// <summary>Appends a message unless too much waits already, for who must not wait; one message always fits.</summary>
    /// <remarks>The reader is called by a thread of the pool: it may wait for its own client.</remarks>
    public bool TryAdd(QueuedMessage message)
    {
        if (!TryAdd(message, isBounded: true, out var isFree, out _)) return false;
        if (isFree) Schedule();
        return true;
    }

    /// <summary>Appends also over the bound: for the few and short messages of our own.</summary>
    public void Add(QueuedMessage message)
    {
        TryAdd(message, isBounded: false, out var isFree, out _);
        if (isFree) Schedule();
    }

    /// <summary>The next message, for the reader; false when there is none now.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isEnded">There will be no more.</param>
    public bool TryTake(out QueuedMessage message, out bool isEnded)
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            isEnded = false;
            if (!_messages.TryDequeue(out message))
            {
                isEnded = _isComplete;
                _isBeingRead = isEnded; // at the end nobody is called any more
                return false;
            }

            _bytes -= message.Length;
            room = _room;
            _room = null;
        }

        room?.TrySetResult();
        return true;
    }

    /// <summary>No more will come; what waits is still handed out.</summary>
    public void Complete()
    {
        TaskCompletionSource? room;
        bool isFree;
        lock (_lock)
        {
            if (_isComplete) return;
            _isComplete = true;
            room = _room;
            _room = null;
            isFree = TryBegin();
        }

        room?.TrySetResult();
        if (isFree) Schedule();
    }

    private bool TryAdd(QueuedMessage message, bool isBounded, out bool isFree, out Task room)
    {
        (isFree, room) = (false, Task.CompletedTask);
        lock (_lock)
        {
            if (_isComplete) return true; // nobody is left to read it
            if (isBounded && _messages.Count > 0 && _bytes + message.Length > bound)
            {
                _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
                return false;
            }

            _messages.Enqueue(message);
            _bytes += message.Length;
            isFree = TryBegin();
            return true;
        }
    }

    // Under the lock: true for the one who calls the reader.
    private bool TryBegin()
    {
        if (_isBeingRead || _reader is null) return false;
        return _isBeingRead = true;
    }

    private void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(static reader => reader(), _reader!, preferLocal: false);
}
