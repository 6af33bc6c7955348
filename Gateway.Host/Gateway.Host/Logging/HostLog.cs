using Microsoft.Extensions.Logging;

namespace Gateway.Host.Logging;

/// <summary>Log lines of the host: counts and names, never values.</summary>
internal static partial class HostLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void ConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "plugin {Problem}")]
    public static partial void PluginProblem(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "plugin {Plugin}: {Line}")]
    public static partial void FromPlugin(ILogger logger, string plugin, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no guardrail is enabled: messages pass unchecked (enable one with --enable-guardrails basic)")]
    public static partial void Unguarded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no servers are configured in {Path}: the gateway offers only its own tools")]
    public static partial void NoServers(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "the session ends: {Reason}")]
    public static partial void SessionEnds(ILogger logger, string reason);
}
