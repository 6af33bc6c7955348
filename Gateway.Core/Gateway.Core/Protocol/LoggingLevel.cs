namespace Gateway.Core.Protocol;

/// <summary>The levels of log messages, the least severe first (RFC 5424 §6.2.1, MCP server/utilities/logging).</summary>
internal enum LoggingLevel
{
    Debug,
    Info,
    Notice,
    Warning,
    Error,
    Critical,
    Alert,
    Emergency,
}

internal static class LoggingLevels
{
    private static readonly string[] Names = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

    /// <summary>The level of a raw JSON string; null when it names none.</summary>
    public static LoggingLevel? Parse(ReadOnlySpan<byte> raw)
    {
        var index = Array.IndexOf(Names, JsonText.TextOf(raw));
        return index < 0 ? null : (LoggingLevel)index;
    }

    /// <summary>The level as MCP spells it.</summary>
    public static string Word(this LoggingLevel level) => Names[(int)level];
}
