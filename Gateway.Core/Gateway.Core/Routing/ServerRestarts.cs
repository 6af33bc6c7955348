using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Starts servers again that have ended: at once the first time, then later and later.</summary>
internal sealed class ServerRestarts(SessionContext session, Action<ChildServer> start) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChildServer, ITimer> _timers = [];
    private bool _isOver;

    /// <summary>It was up and has ended. Calls wait for it when it is started again at once.</summary>
    /// <returns>What goes on when those who used it know; null when it had not been up.</returns>
    public Action? OnLost(ChildServer server, ServerRun run, string reason)
    {
        if (!server.IsUp) return null; // counted by whoever starts it
        var delay = IsStartedAgain(server) ? server.Backoff.Next() : Timeout.InfiniteTimeSpan;
        var isAtOnce = delay == TimeSpan.Zero;
        if (!server.Life.TryLose(Often(server, reason), isAtOnce, run.Attempt)) return null;
        return isAtOnce ? () => start(server) : () => Plan(server, delay);
    }

    /// <summary>It could not be started.</summary>
    public void OnFailed(ChildServer server)
    {
        if (IsStartedAgain(server)) Plan(server, server.Backoff.Next());
    }

    /// <summary>Nothing is started any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var timer in _timers.Values) timer.Dispose();
            _timers.Clear();
        }
    }

    private static bool IsStartedAgain(ChildServer server) => server.Configuration.IsRestarted && !server.IsRetired;

    // A loop is seen in the reason, not only in a count.
    private static string Often(ChildServer server, string reason) =>
        server.Backoff.Failures > 2 ? $"it keeps ending, {server.Backoff.Failures} times in a row; {reason}" : reason;

    private void Plan(ChildServer server, TimeSpan delay)
    {
        if (delay == Timeout.InfiniteTimeSpan) return;
        server.Life.Plan(session.Time.GetUtcNow() + delay);
        lock (_lock)
        {
            if (_isOver) return;
            if (_timers.Remove(server, out var before)) before.Dispose();
            _timers[server] = session.Time.CreateTimer(_ => start(server), null, delay, Timeout.InfiniteTimeSpan);
        }
    }
}
