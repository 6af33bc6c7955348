namespace Gateway.Core.Configuration;

/// <summary>
/// The gateway's own settings. In files and variables a duration is <c>"00:00:02"</c> or a number of seconds
/// (<c>2</c>, <c>0.25</c>), a size is a number of bytes.
/// </summary>
internal sealed record GatewaySettings
{
    public ToolNames ToolNames { get; init; } = GatewayDefaults.ToolNames;

    public Expose Expose { get; init; } = GatewayDefaults.Expose;

    /// <summary>How long a call may be silent; progress starts it again. 0 is none: <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan CallTimeout { get; init; } = GatewayDefaults.CallTimeout;

    /// <summary>How long a call may take, whatever progress it makes. 0 is none: <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan MaxCallTimeout { get; init; } = GatewayDefaults.MaxCallTimeout;

    /// <summary>How long a call waits for a modern client to come back with what its server asked for.</summary>
    public TimeSpan InputTimeout { get; init; } = GatewayDefaults.InputTimeout;

    /// <summary>How long a server may take until it has answered <c>initialize</c>.</summary>
    public TimeSpan StartTimeout { get; init; } = GatewayDefaults.StartTimeout;

    /// <summary>How long a server that keeps ending waits before its second start in a row; each further wait is twice as long.</summary>
    public TimeSpan RestartDelay { get; init; } = GatewayDefaults.RestartDelay;

    /// <summary>The longest of these waits.</summary>
    public TimeSpan MaxRestartDelay { get; init; } = GatewayDefaults.MaxRestartDelay;

    /// <summary>How long a process that did not answer a call in time may leave a ping unanswered before it is ended and started again. 0 is for ever: <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan HangTimeout { get; init; } = GatewayDefaults.HangTimeout;

    /// <summary>How long a server that is to end, because it is configured otherwise now, may take to finish its calls.</summary>
    public TimeSpan DrainTimeout { get; init; } = GatewayDefaults.DrainTimeout;

    /// <summary>How many sessions HTTP clients may have open at once.</summary>
    public int MaxSessions { get; init; } = GatewayDefaults.MaxSessions;

    /// <summary>How long a session of an HTTP client lasts that sends nothing and listens to nothing.</summary>
    public TimeSpan SessionTimeout { get; init; } = GatewayDefaults.SessionTimeout;

    /// <summary>How many HTTP connections may be open at once; more are closed as they come.</summary>
    public int MaxConnections { get; init; } = GatewayDefaults.MaxConnections;

    /// <summary>The most bytes that the headers of an HTTP request may have together.</summary>
    public int MaxHeaderBytes { get; init; } = GatewayDefaults.MaxHeaderBytes;

    /// <summary>How long a client may take to send them.</summary>
    public TimeSpan HeaderTimeout { get; init; } = GatewayDefaults.HeaderTimeout;

    /// <summary>How long an HTTP connection may stay open without a request.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = GatewayDefaults.ConnectionTimeout;

    /// <summary>How long a stream of events may be silent before it shows that it is alive; a request that is not answered by then becomes one.</summary>
    public TimeSpan KeepAlive { get; init; } = GatewayDefaults.KeepAlive;

    /// <summary>How much is kept of what a session's streams have sent, for a client that comes back with <c>Last-Event-ID</c>.</summary>
    public long ResumeBytes { get; init; } = GatewayDefaults.ResumeBytes;

    /// <summary>How long a listing waits for servers that still start.</summary>
    public TimeSpan ListTimeout { get; init; } = GatewayDefaults.ListTimeout;

    /// <summary>The largest message, either way.</summary>
    public long MaxMessageBytes { get; init; } = GatewayDefaults.MaxMessageBytes;

    /// <summary>What may wait for one server before calls to it are refused as busy.</summary>
    public long QueueBytes { get; init; } = GatewayDefaults.QueueBytes;

    /// <summary>Requests that one client may have open at once, at all servers.</summary>
    public int MaxClientCalls { get; init; } = GatewayDefaults.MaxClientCalls;

    /// <summary>How many servers a configuration may name.</summary>
    public int MaxServers { get; init; } = GatewayDefaults.MaxServers;

    /// <summary>Calls that may be open at once at one server.</summary>
    public int MaxInFlight { get; init; } = GatewayDefaults.MaxInFlight;

    /// <summary>How deep a message's JSON may nest.</summary>
    public int MaxDepth { get; init; } = GatewayDefaults.MaxDepth;

    /// <summary>The longest name of a tool or prompt that the client is shown.</summary>
    public int MaxNameLength { get; init; } = GatewayDefaults.MaxNameLength;

    /// <summary>After how many failures in a row a remote server is not asked for a while; 0 is never.</summary>
    public int BreakerFailures { get; init; } = GatewayDefaults.BreakerFailures;

    /// <summary>How long it is left alone at first; doubled each time it fails again.</summary>
    public TimeSpan BreakerDelay { get; init; } = GatewayDefaults.BreakerDelay;

    /// <summary>How long it is left alone at most.</summary>
    public TimeSpan BreakerMaxDelay { get; init; } = GatewayDefaults.BreakerMaxDelay;

    /// <summary>What a text guardrail may take for any message.</summary>
    public TimeSpan TextGuardrailTimeout { get; init; } = GatewayDefaults.TextGuardrailTimeout;

    /// <summary>What it may take on top for each 10⁶ bytes of text.</summary>
    public TimeSpan TextGuardrailTimeoutPerMegabyte { get; init; } = GatewayDefaults.TextGuardrailTimeoutPerMegabyte;

    /// <summary>What a message guardrail may take.</summary>
    public TimeSpan MessageGuardrailTimeout { get; init; } = GatewayDefaults.MessageGuardrailTimeout;

    /// <summary>These settings, but those that hold as long as a gateway runs as in its first ones: names that a client knows, and what queues and buffers were made for.</summary>
    public GatewaySettings WithLasting(GatewaySettings first) => this with
    {
        ToolNames = first.ToolNames,
        Expose = first.Expose,
        MaxNameLength = first.MaxNameLength,
        MaxMessageBytes = first.MaxMessageBytes,
        QueueBytes = first.QueueBytes,
        MaxInFlight = first.MaxInFlight,
        MaxDepth = first.MaxDepth,
        MaxSessions = first.MaxSessions,
        SessionTimeout = first.SessionTimeout,
        MaxConnections = first.MaxConnections,
        MaxHeaderBytes = first.MaxHeaderBytes,
        HeaderTimeout = first.HeaderTimeout,
        ConnectionTimeout = first.ConnectionTimeout,
        KeepAlive = first.KeepAlive,
        ResumeBytes = first.ResumeBytes,
    };
}
