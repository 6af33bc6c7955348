using Microsoft.Extensions.Logging;

namespace Gateway.Core.Routing;

/// <summary>Log lines: counts and names, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} wrote something to stdout that is not a JSON-RPC message ({Fault}); it is ignored, and not reported again")]
    public static partial void Junk(ILogger logger, string server, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} has ended; get_metadata tells how")]
    public static partial void ServerEnded(ILogger logger, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} is not ready in time for tools/list; its tools will be announced")]
    public static partial void ListedWithout(ILogger logger, string server);

    [LoggerMessage(Level = LogLevel.Information, Message = "server {Server} is ready")]
    public static partial void ServerReady(ILogger logger, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} tool(s) of server {Server} are withheld: a guardrail refused them, or their entry cannot be read")]
    public static partial void ToolsWithheld(ILogger logger, int count, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the tool name {Name} would belong to two tools; both are withheld, rename one of the servers")]
    public static partial void NameWithheld(ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "server {Server} failed: {Reason}")]
    public static partial void ServerFailed(ILogger logger, string server, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "server {Server} is ready again (restart {Restarts})")]
    public static partial void ServerReadyAgain(ILogger logger, string server, int restarts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} is started again: {Reason}")]
    public static partial void ServerRestarts(ILogger logger, string server, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "server {Server} answers again")]
    public static partial void ServerWell(ILogger logger, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} is in trouble: {Reason}")]
    public static partial void ServerDegraded(ILogger logger, string server, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "server {Server} is not started: {Reason}")]
    public static partial void ServerNotStarted(ILogger logger, string server, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} waits for your approval: {Reason}")]
    public static partial void ServerWaits(ILogger logger, string server, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "the session ends: {Reason}")]
    public static partial void SessionEnds(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "session ended; {Dropped} late or unwanted message(s) were dropped")]
    public static partial void Dropped(ILogger logger, long dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} of {What} of server {Server} are withheld: a guardrail refused them")]
    public static partial void EntriesWithheld(ILogger logger, int count, string what, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} of {What} are listed more than once; get_metadata tells which and what is offered")]
    public static partial void Doubled(ILogger logger, int count, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} of server {Server} could not be listed ({Reason}); they are asked for again with the next request")]
    public static partial void ListFailed(ILogger logger, string what, string server, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server}: {Remark}")]
    public static partial void Remark(ILogger logger, string server, string remark);

    [LoggerMessage(Level = LogLevel.Warning, Message = "server {Server} did not take a subscription to resources")]
    public static partial void NotSubscribed(ILogger logger, string server);

    [LoggerMessage(Level = LogLevel.Error, Message = "tools of server {Server} could not be listed again: {Reason}")]
    public static partial void RelistFailed(ILogger logger, string server, string reason);
}
