namespace Gateway.Core.Servers.Remote;

/// <summary>One message that was sent, until its answer is there or nobody waits for it any more.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Exchange> _onSent;
    private volatile int _isSent;
    private RemoteFault? _fault;

    /// <param name="message">What is sent.</param>
    /// <param name="onSent">Called once, when the server has the message or never will.</param>
    public Exchange(OutgoingMessage message, Action<Exchange> onSent)
    {
        (Message, _onSent) = (message, onSent);
        Token = _cancellation.Token;
    }

    public OutgoingMessage Message { get; }

    /// <summary>When it was sent, as <see cref="TimeProvider.GetTimestamp"/> has it.</summary>
    public long Started { get; init; }

    /// <summary>Takes the answer to a request of the transport's own; null for those of the gateway, whose answers are passed on.</summary>
    public TaskCompletionSource<byte[]>? Own { get; init; }

    /// <summary>Completes with the answer.</summary>
    public Task Answered => _answered.Task;

    public bool IsAnswered => _answered.Task.IsCompleted;

    /// <summary>The session it was sent in, once the server has it.</summary>
    public McpSession? Session { get; set; }

    /// <summary>The stream that its answer must come on; null for Streamable HTTP.</summary>
    public OldStream? Stream { get; set; }

    /// <summary>The id of the session that the answer to <c>initialize</c> opens; null for none.</summary>
    public string? OfferedSession { get; set; }

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Token { get; }

    public bool IsAborted => Token.IsCancellationRequested;

    /// <summary>Why it was ended from outside; null when its sender took it back.</summary>
    public RemoteFault? Fault => Volatile.Read(ref _fault);

    /// <summary>The server has the message, or never will.</summary>
    public bool IsSent => _isSent != 0;

    /// <summary>The server has the message: what it takes in memory is not held against the next ones.</summary>
    public void MarkSent()
    {
        if (Interlocked.Exchange(ref _isSent, 1) == 0) _onSent(this);
    }

    /// <summary>True for the one answer that counts.</summary>
    public bool TryAnswer() => _answered.TrySetResult();

    /// <summary>Ends it, also its stream; its sender is told why when there is a reason.</summary>
    public void Abort(RemoteFault? fault = null)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came to its own end meanwhile.
        }
    }

    /// <summary>The answer was there: what else the stream brings is read for a moment longer.</summary>
    public void EndWithin(TimeSpan limit) => _cancellation.CancelAfter(limit);

    public void Dispose() => _cancellation.Dispose();
}
