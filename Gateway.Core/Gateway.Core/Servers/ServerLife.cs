using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>The state of one server and its transitions; each is decided once, under one lock.</summary>
/// <remarks>
/// <c>Idle</c> and <c>NeedsApproval</c> never change, <c>Stopped</c> is for good. A start ends <c>Ready</c> or <c>Failed</c>.
/// What was up and has ended is <c>Starting</c> again when that happens at once, so that calls wait for it; a later attempt
/// happens behind the state <c>Failed</c>, and calls are told so.
/// </remarks>
internal sealed class ServerLife
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Signal _attemptEnded = new();
    private TaskCompletionSource _settled = NewSettled();
    private volatile ServerStatus _status;
    private bool _isAttempted;

    /// <param name="first">Its state before anything happens; one that is off stays so.</param>
    /// <param name="time">The clock.</param>
    public ServerLife((ServerState State, string? Reason) first, TimeProvider time)
    {
        _time = time;
        _isAttempted = !first.State.IsOff();
        _status = new(first.State, first.Reason, time.GetUtcNow());
        if (!_isAttempted) _settled.SetResult();
    }

    public ServerStatus Status => _status;

    /// <summary>How often it was started again after it had ended.</summary>
    public int Restarts { get; private set; }

    /// <summary>Its first start has come to an end, good or bad; no listing waits for it again.</summary>
    public bool HasSettled { get; private set; }

    /// <summary>Completes when the start that calls wait for has come to an end, good or bad.</summary>
    public Task Settled
    {
        get
        {
            lock (_lock) return _settled.Task;
        }
    }

    /// <summary>Waits until the present start has come to an end; false when the time is over before.</summary>
    public bool WaitForAttempt(TimeSpan limit) => _attemptEnded.Wait(limit);

    /// <summary>It is started again; false when it has been stopped.</summary>
    public bool TryAttempt()
    {
        lock (_lock)
        {
            if (_status.State is not (ServerState.Starting or ServerState.Failed)) return false;
            _isAttempted = true;
            _attemptEnded.Reset();
            Restarts++;
            _status = _status with { RetryAt = null };
            return true;
        }
    }

    /// <summary>False when it has ended or been stopped meanwhile: then it keeps its reason.</summary>
    public bool TryBecomeReady()
    {
        lock (_lock)
        {
            if (!_isAttempted || _status.State == ServerState.Stopped) return false;
            Settle(new(ServerState.Ready, null, _time.GetUtcNow()));
            return true;
        }
    }

    /// <summary>Its start has failed; the first reason counts, and false says that there was one.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="attempt">Which start, by <see cref="Restarts"/>; null is the present one.</param>
    public bool TryFail(string reason, int? attempt = null)
    {
        lock (_lock)
        {
            if (!_isAttempted || (attempt ?? Restarts) != Restarts) return false;
            Settle(new(ServerState.Failed, reason, Since(ServerState.Failed)));
            return true;
        }
    }

    /// <summary>It was up and has ended; calls wait for it when it is started again at once.</summary>
    /// <returns>False when it was not up in this attempt.</returns>
    public bool TryLose(string reason, bool isStartedAtOnce, int attempt)
    {
        lock (_lock)
        {
            if (_status.State is not (ServerState.Ready or ServerState.Degraded) || attempt != Restarts) return false;
            if (isStartedAtOnce) _settled = NewSettled();
            _status = new(isStartedAtOnce ? ServerState.Starting : ServerState.Failed, reason, _time.GetUtcNow());
            return true;
        }
    }

    /// <summary>Something is wrong with it, or (null) is no longer.</summary>
    /// <returns>Whether that is new.</returns>
    public bool TryDegrade(string? trouble)
    {
        lock (_lock)
        {
            var state = trouble is null ? ServerState.Ready : ServerState.Degraded;
            if (_status.State is not (ServerState.Ready or ServerState.Degraded) || (_status.State == state && _status.Reason == trouble)) return false;
            _status = new(state, trouble, Since(state));
            return true;
        }
    }

    /// <summary>It will be started again then.</summary>
    public void Plan(DateTimeOffset retryAt)
    {
        lock (_lock)
        {
            if (_status.State == ServerState.Failed) _status = _status with { RetryAt = retryAt };
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (_status.State.IsOff() || _status.State == ServerState.Stopped) return;
            Settle(new(ServerState.Stopped, null, _time.GetUtcNow()));
        }
    }

    private static TaskCompletionSource NewSettled() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Under the lock. A state that goes on has begun when it began.
    private DateTimeOffset Since(ServerState state) => _status.State == state ? _status.Since : _time.GetUtcNow();

    private void Settle(ServerStatus status)
    {
        _isAttempted = false;
        HasSettled = true;
        _status = status;
        _settled.TrySetResult();
        _attemptEnded.Set();
    }
}
