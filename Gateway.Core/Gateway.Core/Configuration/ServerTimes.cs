namespace Gateway.Core.Configuration;

/// <summary>How long things may take with one server, and whether the gateway can do without it.</summary>
internal sealed record ServerTimes
{
    /// <summary>How long a call may be silent. Null is the gateway's setting; <see cref="Timeout.InfiniteTimeSpan"/> is none.</summary>
    public TimeSpan? Call { get; private init; }

    /// <summary>How long its start may take. Null is the gateway's setting.</summary>
    public TimeSpan? Start { get; private init; }

    /// <summary>The same as <see cref="Call"/> for single tools, by the server's own names.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Tools { get; private init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Reads them from a server's entry.</summary>
    /// <exception cref="ConfigurationException">A value is no time.</exception>
    public static ServerTimes Read(ConfigurationNode entry) => new()
    {
        Call = Time(entry.Find("timeout")) ?? Seconds(entry.Find("tool_timeout_sec")),
        Start = Bounded(Time(entry.Find("startTimeout")) ?? Seconds(entry.Find("startup_timeout_sec"))),
        Tools = entry.Find("toolTimeouts") is { } tools ? OfTools(tools.RequireObject()) : new Dictionary<string, TimeSpan>(),
    };

    private static Dictionary<string, TimeSpan> OfTools(ConfigurationNode tools)
    {
        tools.RefuseDoubled(StringComparer.Ordinal);
        return tools.Members.ToDictionary(member => member.Name, member => Time(member.Value)!.Value, StringComparer.Ordinal);
    }

    // Gemini, Claude Code and Copilot mean milliseconds, Cline and Roo seconds; nobody gives a call less than a second.
    private static TimeSpan? Time(ConfigurationNode? node) => node?.RequireMilliseconds() switch
    {
        null => null,
        0 => Timeout.InfiniteTimeSpan,
        < 1000 and { } seconds => TimeSpan.FromSeconds(seconds),
        { } milliseconds => TimeSpan.FromMilliseconds(milliseconds),
    };

    // Codex's keys say their unit.
    private static TimeSpan? Seconds(ConfigurationNode? node) => node?.RequireMilliseconds() switch
    {
        null => null,
        0 => Timeout.InfiniteTimeSpan,
        { } seconds => TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue / 1000)),
    };

    // A start that never ends would hold every call of it.
    private static TimeSpan? Bounded(TimeSpan? start) => start == Timeout.InfiniteTimeSpan ? null : start;
}
