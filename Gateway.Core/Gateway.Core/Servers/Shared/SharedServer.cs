using Gateway.Core.Configuration;

namespace Gateway.Core.Servers.Shared;

/// <summary>One server for all sessions: started for the first one, ended some time after the last one.</summary>
/// <param name="configuration">What the configuration says of it.</param>
/// <param name="settings">The gateway's settings.</param>
/// <param name="connect">Starts it; a <see cref="ServerException"/> says why that cannot be.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedServer(ServerConfiguration configuration, GatewaySettings settings, Func<IServerConnection> connect, TimeProvider time)
{
    private readonly Lock _starting = new(); // before the other one, and before the lock of a run
    private readonly Lock _lock = new();
    private SharedRun? _run;
    private ITimer? _idle;
    private bool _isRetired;
    private bool _isOver;
    private int _failures;
    private long _failedAt;
    private long _dropped;

    public ServerConfiguration Configuration => configuration;

    /// <summary>Messages of it that belonged to no session, or not certainly to one.</summary>
    public long Dropped
    {
        get
        {
            lock (_lock) return _dropped + (_run?.Dropped ?? 0);
        }
    }

    /// <summary>Nobody will use it again, and it has ended.</summary>
    public bool IsGone
    {
        get
        {
            lock (_lock) return _isRetired && (_run is null || _run.HasEnded);
        }
    }

    /// <summary>A port for a session, to a server that is started when none runs.</summary>
    /// <exception cref="ServerException">It cannot be started.</exception>
    public SharedPort Connect()
    {
        lock (_starting)
        {
            SharedRun? before;
            lock (_lock)
            {
                if (_isOver) throw new ServerException("it has been stopped");
                before = _run;
                if (before?.Join(Leave) is { } port)
                {
                    StayAwake();
                    return port;
                }
            }

            // What has just ended may still hold a file or a port that only one can have.
            before?.StopAsync().Wait();
            return Start();
        }
    }

    /// <summary>It is configured otherwise now: it ends with its last session.</summary>
    /// <returns>Completes when it has ended, if nobody uses it; else at once.</returns>
    public Task Retire()
    {
        SharedRun? run;
        lock (_lock) (_isRetired, run) = (true, _run);
        return run is null ? Task.CompletedTask : EndUnused(run);
    }

    /// <summary>Ends it for good.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _isOver = _isRetired = true;
            StayAwake();
            return _run?.StopAsync() ?? Task.CompletedTask;
        }
    }

    private SharedPort Start()
    {
        // Every session starts it again by its own plan; many together must not become a storm of processes.
        if (_failures > 1 && time.GetElapsedTime(_failedAt) < settings.RestartDelay / 2) throw new ServerException("it keeps ending, and was started a moment ago");
        SharedRun run;
        try
        {
            run = new(configuration.Name, connect(), settings, time, OnEnded);
        }
        catch (ServerException)
        {
            Fail();
            throw;
        }

        var port = run.Join(Leave)!; // it is new: nobody can have closed it
        bool isOver;
        lock (_lock)
        {
            _dropped += _run?.Dropped ?? 0;
            (isOver, _run) = (_isOver, run);
        }

        run.Begin();
        if (!isOver) return port;
        run.StopAsync().Wait();
        throw new ServerException("it has been stopped");
    }

    // Completes when it has ended, if it ends with this port.
    private Task Leave(SharedPort port)
    {
        var run = port.Run;
        if (run.Release(port) is not { } left) return Task.CompletedTask;
        if (run.Opening.IsStuckFor(configuration.Times.Start ?? settings.StartTimeout)) run.End("it did not answer initialize in time, and was ended");
        if (left > 0) return Task.CompletedTask;
        // The next session deserves another try with one that was never opened.
        return run.Opening.IsOpen && TryDoze(run) ? Task.CompletedTask : EndUnused(run);
    }

    private bool TryDoze(SharedRun run)
    {
        lock (_lock)
        {
            if (_run != run || _isRetired || _isOver) return false;
            StayAwake();
            _idle = time.CreateTimer(_ => EndUnused(run), null, GatewayDefaults.SharedServerIdle, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    private static Task EndUnused(SharedRun run) => run.TryClose() ? run.StopAsync() : Task.CompletedTask;

    // Under the lock.
    private void StayAwake()
    {
        _idle?.Dispose();
        _idle = null;
    }

    private void OnEnded(SharedRun run)
    {
        lock (_lock)
        {
            if (run.WasUnused) return;
            if (time.GetElapsedTime(run.Started) >= GatewayDefaults.StableAfter) _failures = 0;
        }

        Fail();
    }

    private void Fail()
    {
        lock (_lock)
        {
            _failures++;
            _failedAt = time.GetTimestamp();
        }
    }
}
