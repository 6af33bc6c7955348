using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>One configured server in one session: what is known of it, its present run and its calls in flight.</summary>
internal sealed class ChildServer
{
    private readonly Signal _launched = new();
    private readonly Lock _launching = new();
    private readonly GatewaySettings _settings;
    private readonly Func<IServerConnection>? _connect;
    private volatile ServerRun? _run;
    private string? _launchFault;
    private bool _isProbed;
    private bool _isRetired;
    private long _heard;
    private IReadOnlyDictionary<string, string>? _environment;

    /// <param name="configuration">What the configuration says of it.</param>
    /// <param name="settings">The gateway's settings.</param>
    /// <param name="connect">Takes the place of its process; null starts one.</param>
    /// <param name="time">The clock; null is the system's.</param>
    public ChildServer(ServerConfiguration configuration, GatewaySettings settings, Func<IServerConnection>? connect = null, TimeProvider? time = null)
    {
        (Configuration, _settings, _connect) = (configuration, settings, connect);
        Calls = new(settings.MaxInFlight);
        Backoff = new(settings, time ?? TimeProvider.System);
        Life = new(FirstOf(configuration), time ?? TimeProvider.System);
    }

    public string Name => Configuration.Name;

    public ServerConfiguration Configuration { get; }

    public InFlightTable Calls { get; }

    /// <summary>Its state, and how it changes.</summary>
    public ServerLife Life { get; }

    public Backoff Backoff { get; }

    public ServerState State => Life.Status.State;

    /// <summary>Why it is in its state; a sentence for people that may quote the server, so it is guarded before it is shown.</summary>
    public string? Reason => Life.Status.Reason;

    /// <summary>It takes calls.</summary>
    public bool IsUp => State is ServerState.Ready or ServerState.Degraded;

    /// <summary>What waits for it; null while it has no process.</summary>
    public Outbox? Outbox => _run?.Outbox;

    /// <summary>How long its start may take.</summary>
    public TimeSpan StartTimeout => Configuration.Times.Start ?? _settings.StartTimeout;

    /// <summary>Where its stderr is kept; null keeps none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>What it said of itself, guarded; null before it.</summary>
    public ServerIntroduction? Introduction { get; set; }

    /// <summary>What is remembered of it from earlier starts.</summary>
    public KnownServer Known { get; set; } = KnownServer.Nothing;

    /// <summary>It is no longer configured like this: it finishes its calls and offers nothing any more.</summary>
    public bool IsRetired
    {
        get => Volatile.Read(ref _isRetired);
        set => Volatile.Write(ref _isRetired, value);
    }

    /// <summary>A listing waits for its first start; not when its tools are known from the last one.</summary>
    public bool IsAwaited { get; set; } = true;

    /// <summary>Its list of tools, as it was fetched last; null before.</summary>
    public ListFreshness? Tools { get; set; }

    /// <summary>It takes each request for itself: the gateway's own carry what every request must have.</summary>
    public bool IsModern => Introduction?.IsModern ?? false;

    /// <summary>The client as servers are told of it; the gateway's own requests to a modern server speak for it.</summary>
    public Introduction? Client { get; set; }

    /// <summary>Whether it says that it has this: tools, prompts, resources …</summary>
    public bool Offers(string capability) => Introduction?.Capabilities.Has(capability) ?? false;

    /// <summary>It is asked whether it is modern: if it ends on that, it will be started again.</summary>
    public bool IsProbed
    {
        get => Volatile.Read(ref _isProbed);
        set => Volatile.Write(ref _isProbed, value);
    }

    /// <summary>Its present run; null before the first.</summary>
    public ServerRun? Run => _run;

    /// <summary>How many messages it has sent.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>It has sent a message. Its one reader counts.</summary>
    public void Hear() => Volatile.Write(ref _heard, _heard + 1);

    /// <summary>Whether there is a run whose output is open.</summary>
    public bool IsRunning => _run is { HasEnded: false };

    /// <summary>Whether this is the run that speaks for the server now.</summary>
    public bool IsCurrent(ServerRun run) => _run == run;

    /// <summary>Raised on some thread when the server has lost its session and a new one was opened: what was set up in the old one is gone, and so many calls ended with it.</summary>
    public event Action<int>? Reopened;

    /// <summary>Raised with a sentence when the server fails again and again and is left alone; with null when it is asked again.</summary>
    public event Action<string?>? TroubleChanged;

    /// <summary>Raised with a sentence that is worth one line in the log; it may quote the server.</summary>
    public event Action<string>? Remarked;

    /// <summary>Starts the process. Nobody listens to it yet, so this can be done before anything else is ready.</summary>
    /// <param name="environment">The gateway's own environment; the child gets the allowed part of it.</param>
    public void Launch(IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        Launch();
    }

    /// <summary>Waits until the process runs.</summary>
    /// <exception cref="ServerException">It could not be started.</exception>
    public void WaitUntilLaunched()
    {
        _launched.Wait();
        if (_launchFault is { } fault) throw new ServerException(fault);
    }

    /// <summary>Starts the process anew; the one before has ended, or is ended by this.</summary>
    /// <exception cref="ServerException">It cannot be started.</exception>
    public void Relaunch()
    {
        EndRunAsync().Wait(); // on a thread of the start's own: nobody else is held
        Launch();
        WaitUntilLaunched();
    }

    /// <summary>Lets the running process speak.</summary>
    public void Listen(Func<ServerRun, IPeerHandler> handler, GuardrailPipeline pipeline)
    {
        var run = _run!; // it was launched
        run.Connection.KeepStderr(LogFolder, Name, pipeline);
        run.Open(_settings.QueueBytes);
        new PeerReader($"server {Name}", run.Connection.OpenOutput(_settings.MaxMessageBytes), handler(run), pipeline, _settings).Start();
    }

    /// <summary>Sends a request of the gateway's own and waits for the answer.</summary>
    /// <exception cref="ServerException">It ended or its queue is full.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="OperationCanceledException">The session ended.</exception>
    public Frame Request(string method, byte[] parameters, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var request = Send(method, parameters);
        return request.Wait(limit, cancellationToken);
    }

    /// <summary>Sends a request of the gateway's own.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="parameters">A JSON object; a modern server gets the reserved <c>_meta</c> added to it.</param>
    /// <param name="onEnd">Called when it is answered, or will not be.</param>
    /// <exception cref="ServerException">It ended or its queue is full.</exception>
    public OwnRequest Send(string method, byte[] parameters, Action? onEnd = null)
    {
        var reply = new PendingReply(onEnd);
        var info = new MessageInfo { Direction = Direction.ToServer, Method = method, Server = Name };
        var request = new InFlight { OriginalId = [], Key = RequestId.None, Method = method, Request = info, Answer = info, Reply = reply };
        var run = _run;
        Calls.TryAdd(request, isBounded: false);
        var own = new OwnRequest(Calls, request, reply);
        if (IsModern || method == Methods.ServerDiscover) parameters = WithMeta(parameters);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{request.Id},\"method\":\"{method}\",\"params\":"), .. parameters, (byte)'}'];
        var isSent = run?.Outbox?.TrySend(message) == true;
        // It may have ended before the request was in the table that its end empties.
        if (isSent && run is { HasEnded: false } && State != ServerState.Stopped) return own;
        own.Dispose();
        throw new ServerException(isSent ? Reason ?? "it has ended" : "it takes no messages");
    }

    /// <summary>Ends its run, and keeps its state: it may be started again.</summary>
    public Task EndRunAsync() => _run?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Ends it for good.</summary>
    public Task StopAsync()
    {
        Life.Stop();
        lock (_launching) return EndRunAsync(); // what is just being started too
    }

    private static (ServerState State, string? Reason) FirstOf(ServerConfiguration configuration) =>
        configuration.NotStarted is { } reason ? (ServerState.Idle, reason)
        : configuration.NeedsApproval is { } waits ? (ServerState.NeedsApproval, waits)
        : (ServerState.Starting, null);

    private byte[] WithMeta(byte[] parameters) =>
        [.. "{\"_meta\":{"u8, .. Client?.RequestMeta ?? [], (byte)'}', .. parameters.Length > 2 ? ","u8 : ""u8, .. parameters.AsSpan(1)];

    private void Launch()
    {
        lock (_launching) LaunchUnlessStopped();
        _launched.Set();
    }

    private void LaunchUnlessStopped()
    {
        try
        {
            if (State == ServerState.Stopped) throw new ServerException("it has been stopped");
            var connection = _connect?.Invoke() ?? (Configuration.Remote is null
                ? ChildProcess.Start(Configuration, ChildEnvironment.Of(_environment ?? new Dictionary<string, string>(), Configuration))
                : Connect());
            var run = new ServerRun(connection, Life.Restarts);
            connection.Reopened += lostCalls => When(run, () => Reopened?.Invoke(lostCalls));
            connection.TroubleChanged += trouble => When(run, () => TroubleChanged?.Invoke(trouble));
            connection.Remarked += remark => When(run, () => Remarked?.Invoke(remark));
            (_launchFault, _run) = (null, run);
        }
        catch (ServerException exception)
        {
            (_launchFault, _run) = (exception.Message, null);
        }
    }

    // Not of a run whose place another has taken.
    private void When(ServerRun run, Action tell)
    {
        if (IsCurrent(run)) tell();
    }

    // Its own method: a gateway without remote servers loads nothing of HTTP.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RemoteConnection Connect() => new(Configuration, _settings);
}
