namespace Gateway.Plugins.Lasso.Api;

/// <summary>The time that one message has for all its requests.</summary>
internal sealed class TimeBudget : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly long _start;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _stop;

    public TimeBudget(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        (_time, _limit, _start) = (time, limit, time.GetTimestamp());
        _over = new(limit, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
    }

    /// <summary>Cancelled when the time is over, nobody waits for the message any more, or it is blocked anyway.</summary>
    public CancellationToken Token => _stop.Token;

    public bool IsOver => _over.IsCancellationRequested;

    public void Stop() => _stop.Cancel();

    /// <exception cref="LassoException">There is not so much time left: waiting would only hold the message.</exception>
    public Task WaitAsync(TimeSpan delay, LassoException failure) =>
        delay < _limit - _time.GetElapsedTime(_start) ? Task.Delay(delay, _time, Token) : throw failure;

    public void Dispose()
    {
        _stop.Dispose();
        _over.Dispose();
    }
}
