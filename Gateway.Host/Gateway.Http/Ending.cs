namespace Gateway.Http;

/// <summary>That the gateway is to end: at the first signal when its requests are answered, at the second at once.</summary>
internal sealed class Ending : IDisposable
{
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _atOnce = new();

    /// <summary>Completes when it is to end.</summary>
    public Task Wanted => _wanted.Task;

    /// <summary>It is to wait for nothing any more.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <summary>Why, if that is no good end.</summary>
    public string? Reason { get; private set; }

    public bool OnSignal()
    {
        if (!_wanted.TrySetResult()) _atOnce.Cancel();
        return true;
    }

    /// <summary>The client on stdin is gone.</summary>
    public void OnClient(string? reason)
    {
        Reason = reason;
        _wanted.TrySetResult();
    }

    public void Dispose() => _atOnce.Dispose();
}
