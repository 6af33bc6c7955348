using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>Lets a thread wait for the answer to a request of the gateway's own.</summary>
/// <param name="onEnd">Called when the answer is there, or there will be none.</param>
internal sealed class PendingReply(Action? onEnd = null) : IDisposable
{
    private readonly ManualResetEventSlim _isThere = new();
    private Frame? _answer;
    private ServerException? _failure;

    public WaitHandle WaitHandle => _isThere.WaitHandle;

    public void Set(Frame answer)
    {
        _answer = answer;
        _isThere.Set();
        onEnd?.Invoke();
    }

    public void Fail(string reason)
    {
        _failure = new(reason);
        _isThere.Set();
        onEnd?.Invoke();
    }

    /// <exception cref="ServerException">There will be no answer.</exception>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    /// <exception cref="OperationCanceledException">The session ended.</exception>
    public Frame Wait(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!_isThere.Wait(limit, cancellationToken)) throw new TimeoutException();
        return _answer ?? throw _failure!;
    }

    public void Dispose() => _isThere.Dispose();
}
