using Microsoft.Extensions.Logging;

namespace Gateway.Host.Logging;

/// <summary>Log lines of the host: counts and names, never values.</summary>
internal static partial class HostLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void ConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    public static partial void Trust(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "plugin {Problem}")]
    public static partial void PluginProblem(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "plugin {Plugin}: {Line}")]
    public static partial void FromPlugin(ILogger logger, string plugin, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no guardrail is enabled: messages pass unchecked (enable one with --enable-guardrails basic)")]
    public static partial void Unguarded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "/bin/sh could not be started, so nothing watches over the gateway: if it is killed, a server that ignores the end of its input goes on; end such a server yourself, or add a shell to the image")]
    public static partial void Unwatched(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "the configuration was read anew: {What}")]
    public static partial void Reloaded(ILogger logger, string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "the guardrails follow the changed configuration from now on")]
    public static partial void PolicyReloaded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the options of the tracer {Tracer} have changed; they hold from the gateway's next start on")]
    public static partial void LaterTracer(ILogger logger, string tracer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "names, sizes and limits of the settings have changed; they hold from the gateway's next start on")]
    public static partial void LaterSettings(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "the configuration has changed and cannot be used, so the one before stays in force: {Why}")]
    public static partial void NotReloaded(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "changes of the configuration are not noticed ({Why}); send SIGHUP to have it read anew")]
    public static partial void NotFollowed(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no servers are configured in {Path}: the gateway offers only its own tools")]
    public static partial void NoServers(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "plugin {Plugin} threw {Fault} on a thread or in a finalizer of its own: the gateway goes on, the plugin may not")]
    public static partial void PluginThrew(ILogger logger, string plugin, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "the gateway ends: it threw {Fault} where nothing catches it; please report this")]
    public static partial void GatewayThrew(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "the gateway ends: a plugin called Environment.Exit ({Plugins} ran); every server is ended first")]
    public static partial void PluginExits(ILogger logger, string plugins);

    [LoggerMessage(Level = LogLevel.Error, Message = "the session ends: {Reason}")]
    public static partial void SessionEnds(ILogger logger, string reason);
}
