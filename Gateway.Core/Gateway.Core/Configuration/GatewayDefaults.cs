namespace Gateway.Core.Configuration;

/// <summary>Every default of the gateway, here and nowhere else; the table in this folder's README says the same.</summary>
internal static class GatewayDefaults
{
    public const PlaceholderAction Placeholders = PlaceholderAction.Block;

    public const FailureAction OnFailure = FailureAction.Block;

    public const ToolNames ToolNames = Configuration.ToolNames.Prefixed;

    public const Expose Expose = Configuration.Expose.Both;

    public const long MaxMessageBytes = 64_000_000;

    public const long QueueBytes = 64_000_000;

    public const int MaxInFlight = 1_000;

    public const int MaxClientCalls = 10_000;

    public const int MaxServers = 500;

    public const int MaxDepth = 1_024;

    /// <summary>What a text guardrail may take on top for its first text, in which its code is compiled. Not for a limit that is configured.</summary>
    public static TimeSpan FirstWalkAllowance { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest payload that is parsed for guardrails that look at whole messages; beyond it they fail as oversize.</summary>
    public const int MessageGuardrailBytes = 16_000_000;

    // What the strictest of the common clients accept as a tool's name.
    public const int MaxNameLength = 64;

    public static TimeSpan CallTimeout { get; } = TimeSpan.FromSeconds(120);

    /// <summary>Also for a call that makes progress all the time.</summary>
    public static TimeSpan MaxCallTimeout { get; } = TimeSpan.FromHours(1);

    /// <summary>People answer what a server asks; they may be at lunch, and a server's process waits meanwhile.</summary>
    public static TimeSpan InputTimeout { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan StartTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Before the second start in a row of a server that keeps ending; doubled for each further one.</summary>
    public static TimeSpan RestartDelay { get; } = TimeSpan.FromSeconds(0.5);

    public static TimeSpan MaxRestartDelay { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A server that was up for so long has not been in a loop.</summary>
    public static TimeSpan StableAfter { get; } = TimeSpan.FromSeconds(30);

    /// <summary>From the time-out of a call on; long enough for one that is only busy.</summary>
    public static TimeSpan HangTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>As long as a call may be silent.</summary>
    public static TimeSpan DrainTimeout { get; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a server that sessions share runs on when the last one has left.</summary>
    public static TimeSpan SharedServerIdle { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How many servers start at the same time, on a small machine.</summary>
    public const int StartsAtOnce = 16;

    /// <summary>Sessions of HTTP clients that may be open at once.</summary>
    public const int MaxSessions = 2_000;

    /// <summary>Without a request and without an open stream, a session is over after this time.</summary>
    public static TimeSpan SessionTimeout { get; } = TimeSpan.FromMinutes(30);

    /// <summary>HTTP connections that may be open at once.</summary>
    public const int MaxConnections = 15_000;

    /// <summary>All headers of one HTTP request together; what proxies commonly allow.</summary>
    public const int MaxHeaderBytes = 32_768;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    public static TimeSpan HeaderTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may stay open without a request.</summary>
    public static TimeSpan ConnectionTimeout { get; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two signs of life on a stream of events; shorter than what proxies and clients wait.</summary>
    public static TimeSpan KeepAlive { get; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long a client that lost its stream is asked to come back for it.</summary>
    public static TimeSpan ReconnectDelay { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What is kept of a session's streams for a client that lost its connection.</summary>
    public const long ResumeBytes = 256_000;

    public static TimeSpan ListTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Failures in a row after which a remote server is left alone for a while.</summary>
    public const int BreakerFailures = 5;

    public static TimeSpan BreakerDelay { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan BreakerMaxDelay { get; } = TimeSpan.FromSeconds(60);

    public static TimeSpan TextGuardrailTimeout { get; } = TimeSpan.FromMilliseconds(250);

    public static TimeSpan TextGuardrailTimeoutPerMegabyte { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan MessageGuardrailTimeout { get; } = TimeSpan.FromSeconds(2);
}
