using Gateway.Core.Configuration;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>
/// Brings a running session to another configuration. Servers of which it says the same are left alone; of the others, calls
/// in flight finish first, and new ones wait for the server in its new form.
/// </summary>
internal sealed class Reconfiguration(SessionContext session, ServerStarts starts, ServerChanges changes, ServerNames names)
{
    private readonly Lock _lock = new();
    private readonly List<ChildServer> _retired = [];

    // Of each name, the end of what had it last.
    private readonly Dictionary<string, Task> _ends = new(StringComparer.Ordinal);

    /// <summary>Returns at once; servers end and start in the background.</summary>
    /// <param name="next">What is configured now.</param>
    /// <param name="make">Makes a server of its configuration.</param>
    /// <param name="launch">Starts the processes of new servers.</param>
    /// <returns>What it changed.</returns>
    public ConfigurationChange Apply(GatewayConfiguration next, Func<ServerConfiguration, ChildServer> make, Action<IReadOnlyList<ChildServer>> launch)
    {
        lock (_lock)
        {
            if (session.Ending.IsCancellationRequested) return ConfigurationChange.Nothing;
            var before = session.Servers.ToDictionary(server => server.Name, StringComparer.Ordinal);
            ChildServer[] servers = [.. next.Servers.Select(server => before.TryGetValue(server.Name, out var known) && known.Configuration.IsSameAs(server) ? known : make(server))];
            ChildServer[] gone = [.. session.Servers.Except(servers)];
            ChildServer[] added = [.. servers.Except(session.Servers)];
            // From here on calls find the new ones; what has one of the old ones in its hand is sent on when that is stopped.
            session.Configuration = next;
            session.Servers = servers;
            foreach (var server in gone) server.IsRetired = true;
            _retired.AddRange(gone);
            foreach (var server in added)
            {
                server.IsAwaited = false; // the client has its list, and is told what comes
                server.Known = server.Known.Under(session.Policy) with { Tools = null };
            }

            names.OnConfigured();
            foreach (var server in gone) Retire(server, added.FirstOrDefault(other => other.Name == server.Name));
            Start(added, launch);
            return ConfigurationChange.Of(gone, added);
        }
    }

    /// <summary>Ends at once what is still finishing its calls: the session ends.</summary>
    public Task StopAsync()
    {
        lock (_lock) return Task.WhenAll(_retired.Select(server => server.StopAsync()));
    }

    private void Retire(ChildServer server, ChildServer? successor)
    {
        session.Subscriptions.OnReplaced(server, successor);
        if (successor is null || successor.State.IsOff()) changes.OnGone(server);
        else changes.OnInterrupted(server);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ends[server.Name] = Task.WhenAll(_ends.GetValueOrDefault(server.Name, Task.CompletedTask), end.Task);
        new Thread(() =>
        {
            server.Calls.WhenDrained().Wait(session.Settings.DrainTimeout);
            server.StopAsync().Wait();
            lock (_lock) _retired.Remove(server);
            end.SetResult();
        }, 256 * 1024) { IsBackground = true, Name = $"end {server.Name}" }.Start();
    }

    // Each after the end of what had its name before: many servers hold a file, a port or a profile that only one can have.
    private void Start(ChildServer[] servers, Action<IReadOnlyList<ChildServer>> launch)
    {
        var free = servers.ToLookup(server => !_ends.TryGetValue(server.Name, out var end) || end.IsCompleted);
        StartNow([.. free[true]], launch);
        foreach (var server in free[false]) _ends[server.Name].ContinueWith(_ => StartNow([server], launch), TaskScheduler.Default);
    }

    // What is already configured otherwise again is never started.
    private void StartNow(ChildServer[] servers, Action<IReadOnlyList<ChildServer>> launch)
    {
        ChildServer[] wanted = [.. servers.Where(server => !server.IsRetired)];
        if (wanted.Length == 0 || session.Ending.IsCancellationRequested) return;
        foreach (var server in wanted) starts.Start(server);
        launch(wanted);
    }
}
