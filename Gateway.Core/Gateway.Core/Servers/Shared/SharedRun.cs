using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>One life of a shared server: its connection, the ports of all sessions, and what is known of it under one lock.</summary>
/// <remarks>
/// The lock is held for tables and for appending to the outbox, never while something is written, delivered or called. So the
/// order in which the tables change is the order on the wire, and no session and no server can hold another session up.
/// </remarks>
internal sealed class SharedRun
{
    // Its input breaks too when it ends, and its reader knows better why.
    private static readonly TimeSpan EndIsNear = TimeSpan.FromSeconds(2);

    // Each session's reader may wait for its own client, on a thread of the pool; beyond these the pool makes more by and by.
    private const int MostSpareThreads = 16;

    private readonly HashSet<SharedPort> _ports = [];
    private readonly IServerConnection _connection;
    private readonly GatewaySettings _settings;
    private readonly string _name;
    private readonly Action<SharedRun> _onEnded;
    private readonly PortMessages _fromPorts;
    private readonly Lock _stopping = new();
    private string? _endReason;
    private Task? _stop;
    private volatile bool _hasEnded;
    private bool _isClosed;
    private bool _keepsStderr;
    private int _joined;
    private int _spareThreads;
    private long _heard;
    private long _dropped;

    /// <param name="name">The server's name.</param>
    /// <param name="connection">The way to it; nobody has opened it.</param>
    /// <param name="settings">The gateway's settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onEnded">Called when it has ended, before its ports are told.</param>
    public SharedRun(string name, IServerConnection connection, GatewaySettings settings, TimeProvider time, Action<SharedRun> onEnded)
    {
        (_name, _connection, _settings, Time, _onEnded) = (name, connection, settings, time, onEnded);
        Outbox = new(connection.OpenInput(), settings.QueueBytes, _ => OnDeaf());
        Calls = new(settings.MaxInFlight, time);
        Requests = new(name, Outbox, Calls);
        (Opening, Logging, Subscriptions, Tasks) = (new(this), new(this), new(this), new(this));
        _fromPorts = new(this);
        _heard = Started = time.GetTimestamp();
        connection.Reopened += OnReopened;
        connection.TroubleChanged += trouble => Tell(port => port.RaiseTrouble(trouble));
        connection.Remarked += remark => Tell(port => port.RaiseRemark(remark));
    }

    /// <summary>Guards all that is known of the run.</summary>
    public Lock Gate { get; } = new();

    public TimeProvider Time { get; }

    /// <summary>When it was started, in ticks of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Started { get; }

    public Outbox Outbox { get; }

    public SharedCalls Calls { get; }

    /// <summary>Sends requests to the server. Under the lock.</summary>
    public SharedRequests Requests { get; }

    public SharedOpening Opening { get; }

    public SharedLogging Logging { get; }

    public SharedSubscriptions Subscriptions { get; }

    public SharedTasks Tasks { get; }

    /// <summary>The sessions that use it. Under the lock.</summary>
    public IReadOnlyCollection<SharedPort> Ports => _ports;

    /// <summary>Messages that belong to no session, or not certainly to one.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Its output has closed.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>It was ended on purpose, because nobody used it.</summary>
    public bool WasUnused { get; private set; }

    /// <summary>Lets it speak.</summary>
    public void Begin()
    {
        var messages = new ServerMessages(this, _name);
        new SharedReader($"shared server {_name}", _connection.OpenOutput(_settings.MaxMessageBytes), _settings.MaxDepth, messages.On, messages.OnFault, OnEnd).Start();
    }

    /// <summary>A port for one more session; null when it has ended, or is about to.</summary>
    public SharedPort? Join(Func<SharedPort, Task> leave)
    {
        lock (Gate)
        {
            if (_isClosed) return null;
            var port = new SharedPort(this, leave, _settings.QueueBytes);
            _ports.Add(port);
            _joined++;
            KeepThreads();
            return port;
        }
    }

    /// <summary>A session has gone: the server is told what nobody waits for any more.</summary>
    /// <returns>How many are left; null when it was no longer one of them.</returns>
    public int? Release(SharedPort port)
    {
        using var flush = new DeferredFlush(new());
        lock (Gate)
        {
            if (!_ports.Remove(port)) return null;
            KeepThreads();
            foreach (var call in Calls.CancelAll(port)) Outbox.TrySend(Cancellation.Message(call.Id, "the session has ended"));
            Subscriptions.OnLeft(port);
            Tasks.OnLeft(port);
            Logging.OnLeft();
            return _ports.Count;
        }
    }

    /// <summary>Takes no more ports if it has none; true when it is to be stopped.</summary>
    public bool TryClose()
    {
        lock (Gate)
        {
            if (_isClosed || _ports.Count > 0) return false;
            return _isClosed = WasUnused = true;
        }
    }

    /// <summary>A message of a session, on a thread of its own. The frame is filled again afterwards.</summary>
    public void OnMessage(SharedPort port, Frame frame) => _fromPorts.On(port, frame);

    /// <summary>Whether a message without a mark can only be of this port. Under the lock.</summary>
    public SharedPort? OnlyPossible()
    {
        if (Calls.OnlyActive() is { } active) return active;
        return _joined == 1 && _ports.Count == 1 ? _ports.First() : null; // nobody else has ever used it
    }

    public void Hear() => Volatile.Write(ref _heard, Time.GetTimestamp());

    public void Drop() => Interlocked.Increment(ref _dropped);

    /// <summary>All that it says on stderr is kept in one file, whichever session is the first to say where.</summary>
    public void KeepStderr(string? folder, string server, GuardrailPipeline pipeline)
    {
        lock (Gate)
        {
            if (_keepsStderr) return;
            _keepsStderr = true;
        }

        _connection.KeepStderr(folder, server, pipeline);
    }

    /// <summary>A session got no answer in time, nor one to a ping: unless others hear of it, it hangs, and is ended for all.</summary>
    public void EndIfSilent()
    {
        if (Time.GetElapsedTime(Volatile.Read(ref _heard)) >= _settings.HangTimeout / 2) End("it hung: it did not answer a call in time, nor anything else, and was ended");
    }

    public void End(string reason)
    {
        Interlocked.CompareExchange(ref _endReason, reason, null);
        _ = StopAsync();
    }

    /// <summary>Ends the server; its ports end when its output closes.</summary>
    public Task StopAsync()
    {
        lock (Gate) _isClosed = true;
        lock (_stopping) return _stop ??= Task.Run(StopNowAsync);
    }

    private Task StopNowAsync()
    {
        Outbox.Drain(TimeSpan.FromMilliseconds(200));
        Outbox.Dispose();
        return _connection.StopAsync();
    }

    // Under the lock.
    private void KeepThreads()
    {
        for (; _spareThreads < Math.Min(_ports.Count, MostSpareThreads); _spareThreads++) SpareThreads.Add();
        for (; _spareThreads > _ports.Count; _spareThreads--) SpareThreads.Remove();
    }

    private void OnReopened(int lostCalls)
    {
        int count;
        lock (Gate)
        {
            Subscriptions.OnReopened();
            Logging.OnReopened();
            count = _ports.Count;
        }

        Tell(port => port.RaiseReopened(count == 1 ? lostCalls : 0)); // whose they were each session knows best: every one got its error
    }

    private void Tell(Action<SharedPort> tell)
    {
        foreach (var port in Everybody()) tell(port);
    }

    /// <summary>The ports of the moment, to be told something outside of the lock.</summary>
    public SharedPort[] Everybody()
    {
        lock (Gate) return [.. _ports];
    }

    private void OnDeaf() => Task.Delay(EndIsNear, Time).ContinueWith(_ => End("it closed its input, so no call could reach it, and was ended"), TaskScheduler.Default);

    // On the reader's own thread, which has nothing else to do any more.
    private void OnEnd()
    {
        bool isOfOne;
        lock (Gate) (_isClosed, isOfOne) = (true, _joined == 1);
        // Its last words may be of another session's call.
        var reason = _endReason ?? (isOfOne ? _connection.WaitForEnd() : _connection.WaitForBareEnd());
        _hasEnded = true;
        _onEnded(this);
        _ = StopAsync();
        foreach (var port in Everybody()) port.End(reason);
    }
}
