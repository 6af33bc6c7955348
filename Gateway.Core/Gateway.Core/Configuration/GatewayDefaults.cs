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

    public static TimeSpan ListTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Failures in a row after which a remote server is left alone for a while.</summary>
    public const int BreakerFailures = 5;

    public static TimeSpan BreakerDelay { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan BreakerMaxDelay { get; } = TimeSpan.FromSeconds(60);

    public static TimeSpan TextGuardrailTimeout { get; } = TimeSpan.FromMilliseconds(250);

    public static TimeSpan TextGuardrailTimeoutPerMegabyte { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan MessageGuardrailTimeout { get; } = TimeSpan.FromSeconds(2);
}
