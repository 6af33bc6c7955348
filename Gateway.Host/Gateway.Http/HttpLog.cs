using Microsoft.Extensions.Logging;

namespace Gateway.Http;

/// <summary>Log lines of the HTTP front: counts and names, never tokens or session ids.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "serves MCP at {Url}")]
    public static partial void Serves(ILogger logger, string url);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no token is asked for (--no-auth): every program on this machine can use the servers behind {Url}")]
    public static partial void Open(ILogger logger, string url);

    [LoggerMessage(Level = LogLevel.Information, Message = "clients are let in by the token in {Path}")]
    public static partial void TokenIsIn(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "the tokens that let in stay as they were: {Why}")]
    public static partial void TokensNotRead(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "the token file was read anew: {Count} tokens let in, {Ended} sessions of others have ended")]
    public static partial void TokensRead(ILogger logger, int count, int ended);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a session of '{Principal}' ends: {Reason}")]
    public static partial void SessionEnds(ILogger logger, string principal, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a stream of '{Principal}' is closed: its client does not read what it asked for")]
    public static partial void StreamCloses(ILogger logger, string principal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} sessions are open, which is the most that the setting maxSessions allows: new ones are refused")]
    public static partial void TooManySessions(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "ends when {Open} open requests are answered, in {Seconds} s at the latest")]
    public static partial void Drains(ILogger logger, int open, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Open} requests were not answered in time and are given up")]
    public static partial void GivenUp(ILogger logger, int open);

    [LoggerMessage(Level = LogLevel.Error, Message = "a request failed with {Fault}; please report this")]
    public static partial void Failed(ILogger logger, string fault);
}
