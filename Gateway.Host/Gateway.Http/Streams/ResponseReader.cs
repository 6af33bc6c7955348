using System.Threading.Tasks.Sources;

namespace Gateway.Http.Streams;

/// <summary>One connection that a stream is written to. It waits for what the stream gets, by no more than this object.</summary>
internal sealed class ResponseReader : IValueTaskSource<bool>
{
    // Elsewhere, and not on the thread of the server whose answer it is: that would serve HTTP instead of reading on.
    private ManualResetValueTaskSourceCore<bool> _news = new() { RunContinuationsAsynchronously = true };
    private long _since;
    private bool _isWaiting;

    /// <summary>Closes its connection: who writes to it may wait for a client that never reads.</summary>
    public Action? CutOff { get; set; }

    /// <summary>Begins to wait; under the stream's lock.</summary>
    /// <param name="now">When that is, as a time stamp.</param>
    public ValueTask<bool> WaitAsync(long now)
    {
        _news.Reset();
        (_since, _isWaiting) = (now, true);
        return new(this, _news.Version);
    }

    /// <summary>There is something to do; under the stream's lock.</summary>
    public void Wake() => End(true);

    /// <summary>Ends a wait that has lasted since before then, with nothing; under the stream's lock.</summary>
    public void EndWaitOf(long before)
    {
        if (_isWaiting && _since <= before) End(false);
    }

    public bool GetResult(short token) => _news.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _news.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _news.OnCompleted(continuation, state, token, flags);

    private void End(bool hasNews)
    {
        if (!_isWaiting) return;
        _isWaiting = false;
        _news.SetResult(hasNews);
    }
}
