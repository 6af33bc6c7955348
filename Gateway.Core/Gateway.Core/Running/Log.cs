using Microsoft.Extensions.Logging;

namespace Gateway.Core.Running;

/// <summary>Log lines: counts and names, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the state of this gateway cannot be kept in {Folder} ({Exception}), so 'plugins list' does not show it; make the folder yours and writable")]
    public static partial void NotKept(ILogger logger, string folder, string exception);
}
