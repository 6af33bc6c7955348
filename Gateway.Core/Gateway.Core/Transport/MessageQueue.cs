namespace Gateway.Core.Transport;

/// <summary>Messages from many streams for one reader, bounded in bytes: a stream that is over the bound is not read on.</summary>
internal sealed class MessageQueue(long bound)
{
    private readonly object _lock = new();
    private readonly Queue<QueuedMessage> _messages = new();
    private long _bytes;
    private bool _isComplete;
    private TaskCompletionSource? _room;

    public bool HasMore
    {
        get
        {
            lock (_lock) return _messages.Count > 0;
        }
    }

    /// <summary>Appends a message, and waits before it does when too much waits already; one message always fits.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the message any more.</exception>
    public async ValueTask AddAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        while (!TryAdd(message, isBounded: true, out var room)) await room.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Appends also over the bound: for the few and short messages of our own.</summary>
    public void Add(QueuedMessage message) => TryAdd(message, isBounded: false, out _);

    /// <summary>Waits for the next message; false when all are taken and no more will come.</summary>
    public bool TryTake(out QueuedMessage message)
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            while (!_messages.TryDequeue(out message))
            {
                if (_isComplete) return false;
                Monitor.Wait(_lock);
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
        lock (_lock)
        {
            _isComplete = true;
            room = _room;
            _room = null;
            Monitor.PulseAll(_lock);
        }

        room?.TrySetResult();
    }

    private bool TryAdd(QueuedMessage message, bool isBounded, out Task room)
    {
        room = Task.CompletedTask;
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
            Monitor.Pulse(_lock);
            return true;
        }
    }
}
