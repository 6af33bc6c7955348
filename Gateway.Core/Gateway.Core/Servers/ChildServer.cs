using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>One configured server in one session: its state, its process, its queue and its calls in flight.</summary>
internal sealed class ChildServer
{
    private readonly Signal _launched = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GatewaySettings _settings;
    private readonly Lock _lock = new();
    private readonly Func<IServerConnection>? _connect;
    private IServerConnection? _connection;
    private bool _isProbed;
    private IReadOnlyDictionary<string, string>? _environment;

    /// <param name="configuration">What the configuration says of it.</param>
    /// <param name="settings">The gateway's settings.</param>
    /// <param name="connect">Takes the place of its process; null starts one.</param>
    public ChildServer(ServerConfiguration configuration, GatewaySettings settings, Func<IServerConnection>? connect = null)
    {
        (Configuration, _settings, _connect) = (configuration, settings, connect);
        Calls = new(settings.MaxInFlight);
        if (configuration.NotStarted is { } reason) Settle(ServerState.Idle, reason);
    }

    public string Name => Configuration.Name;

    public ServerConfiguration Configuration { get; }

    public InFlightTable Calls { get; }

    /// <summary>What waits for it; null while it has no process.</summary>
    public Outbox? Outbox { get; private set; }

    public ServerState State { get; private set; } = ServerState.Starting;

    /// <summary>Why it is in its state; a sentence for people that may quote the server, so it is guarded before it is shown.</summary>
    public string? Reason { get; private set; }

    public TimeSpan? CallTimeout => Configuration.CallTimeout;

    /// <summary>What it said of itself, guarded; null before it.</summary>
    public ServerIntroduction? Introduction { get; set; }

    /// <summary>What is remembered of it from earlier starts.</summary>
    public KnownServer Known { get; set; } = KnownServer.Nothing;

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
        set
        {
            lock (_lock) _isProbed = value;
        }
    }

    /// <summary>Its output has closed: whether it was probed with that, so that whoever probes it must see to it.</summary>
    public bool EndsWhileProbed()
    {
        lock (_lock)
        {
            if (_isProbed) IsRunning = false;
            return _isProbed;
        }
    }

    /// <summary>False after its output has closed.</summary>
    public bool IsRunning { get; set; } = true;

    /// <summary>Raised on some thread when the server has lost its session and a new one was opened: what was set up in the old one is gone, and so many calls ended with it.</summary>
    public event Action<int>? Reopened;

    /// <summary>Raised with a sentence when the server fails again and again and is left alone; with null when it is asked again.</summary>
    public event Action<string?>? TroubleChanged;

    /// <summary>Raised with a sentence that is worth one line in the log; it may quote the server.</summary>
    public event Action<string>? Remarked;

    /// <summary>Completes when its first start has come to an end, good or bad.</summary>
    public Task Settled => _settled.Task;

    public bool WaitUntilSettled(TimeSpan limit) => _settled.Task.Wait(limit);

    /// <summary>Waits until the process runs (true) or could not be started (false).</summary>
    public bool WaitUntilLaunched()
    {
        _launched.Wait();
        return State != ServerState.Failed;
    }

    /// <summary>Starts the process. Nobody listens to it yet, so this can be done before anything else is ready.</summary>
    /// <param name="environment">The gateway's own environment; the child gets the allowed part of it.</param>
    public void Launch(IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        try
        {
            var connection = _connect?.Invoke() ?? (Configuration.Remote is null
                ? ChildProcess.Start(Configuration, ChildEnvironment.Of(environment, Configuration.Environment))
                : Connect());
            connection.Reopened += lostCalls => Reopened?.Invoke(lostCalls);
            connection.TroubleChanged += trouble => TroubleChanged?.Invoke(trouble);
            connection.Remarked += remark => Remarked?.Invoke(remark);
            lock (_lock) _connection = connection;
        }
        catch (ServerException exception)
        {
            Settle(ServerState.Failed, exception.Message);
        }

        _launched.Set();
    }

    /// <summary>Starts the process anew, before the server has ever been ready.</summary>
    /// <exception cref="ServerException">It cannot be started again.</exception>
    public void Relaunch(IPeerHandler handler, GuardrailPipeline pipeline)
    {
        var (ended, outbox) = (_connection, Outbox);
        outbox?.Dispose();
        if (ended is not null) _ = ended.StopAsync();
        IsRunning = true;
        Launch(_environment!); // it was launched before
        if (State == ServerState.Failed) throw new ServerException(Reason!); // Launch has told why
        Listen(handler, pipeline);
    }

    /// <summary>Lets the running process speak to <paramref name="handler"/>.</summary>
    public void Listen(IPeerHandler handler, GuardrailPipeline pipeline)
    {
        var connection = _connection!;
        Outbox = new(connection.OpenInput(), _settings.QueueBytes, _ => { }); // its reader sees the end too, and tells why
        new PeerReader($"server {Name}", connection.OpenOutput(_settings.MaxMessageBytes), handler, pipeline, _settings).Start();
    }

    /// <summary>False when it has ended meanwhile: then it keeps its reason.</summary>
    public bool TryBecomeReady() => TrySettle(ServerState.Ready, null);

    /// <summary>Gives up on it; a server that has failed or been stopped before keeps its first reason.</summary>
    public void Fail(string reason)
    {
        _ = TrySettle(ServerState.Failed, reason);
    }

    /// <summary>After its output has closed: how it ended, with its last words.</summary>
    public string WaitForEnd() => _connection?.WaitForEnd() ?? "it is not running";

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
        Calls.TryAdd(request, isBounded: false);
        var own = new OwnRequest(Calls, request, reply);
        if (IsModern || method == Methods.ServerDiscover) parameters = WithMeta(parameters);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{request.Id},\"method\":\"{method}\",\"params\":"), .. parameters, (byte)'}'];
        var isSent = Outbox?.TrySend(message) == true;
        // It may have ended before the request was in the table that its end empties.
        if (isSent && State is not (ServerState.Failed or ServerState.Stopped) && IsRunning) return own;
        own.Dispose();
        throw new ServerException(isSent ? Reason ?? "it has been stopped" : "it takes no messages");
    }

    private byte[] WithMeta(byte[] parameters) =>
        [.. "{\"_meta\":{"u8, .. Client?.RequestMeta ?? [], (byte)'}', .. parameters.Length > 2 ? ","u8 : ""u8, .. parameters.AsSpan(1)];

    public async Task StopAsync()
    {
        IServerConnection? connection;
        lock (_lock) connection = _connection;
        _ = TrySettle(ServerState.Stopped, null);
        Outbox?.Drain(TimeSpan.FromMilliseconds(200));
        Outbox?.Dispose();
        if (connection is not null) await connection.StopAsync().ConfigureAwait(false);
    }

    // Its own method: a gateway without remote servers loads nothing of HTTP.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RemoteConnection Connect() => new(Configuration, _settings);

    // One decision: what has failed or been stopped is never anything else again.
    private bool TrySettle(ServerState state, string? reason)
    {
        lock (_lock)
        {
            if (State is not (ServerState.Starting or ServerState.Ready)) return false;
            (State, Reason) = (state, reason);
        }

        _settled.TrySetResult();
        return true;
    }

    private void Settle(ServerState state, string? reason)
    {
        lock (_lock) (State, Reason) = (state, reason);
        _settled.TrySetResult();
    }
}
