namespace Gateway.Http.Endpoint;

/// <summary>Which requests are taken: those that come before the gateway ends, each of which is then answered.</summary>
internal sealed class Admission
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private bool _isClosed;

    /// <summary>It is ending: what was accepted is answered, and nothing else is accepted.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock) return _isClosed;
        }
    }

    /// <summary>Takes a request, which leaves when its response is written; false when none is taken any more.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_isClosed) return false;
            _inside++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _inside--;
            TellIfEmpty();
        }
    }

    /// <summary>Takes no more.</summary>
    /// <returns>Completes when all that were taken have left.</returns>
    public Task Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            TellIfEmpty();
            return _empty.Task;
        }
    }

    private void TellIfEmpty()
    {
        if (_isClosed && _inside == 0) _empty.TrySetResult();
    }
}
