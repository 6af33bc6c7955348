namespace Gateway.Core.Guarding;

/// <summary>Messages that must stay in order among themselves: those of one call, or a peer's unparented ones.</summary>
/// <remarks>Needed only while a message waits for an asynchronous guardrail; without one, the reader's own order is kept.</remarks>
internal sealed class Lane
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    public bool IsIdle
    {
        get
        {
            lock (_lock) return _last.IsCompleted;
        }
    }

    /// <summary>Runs <paramref name="work"/> when all earlier work of the lane is done.</summary>
    public void Post(Func<Task> work)
    {
        lock (_lock) _last = RunAfterAsync(_last, work);
    }

    private static async Task RunAfterAsync(Task before, Func<Task> work)
    {
        // A message that could not be sent must not silence all that come after it.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Never inline: the poster holds the lane's lock and may be a reader.
        await Task.Yield();
        await work().ConfigureAwait(false);
    }
}
