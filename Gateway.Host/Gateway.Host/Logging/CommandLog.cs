using Gateway.Core.Configuration;
using Gateway.Core.Transport;
using Gateway.Host.Startup;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Logging;

/// <summary>The log of one command.</summary>
internal static class CommandLog
{
    /// <param name="file">Where the log is also written.</param>
    /// <param name="quiet">For commands with an output of their own: only warnings, unless <c>LOGLEVEL</c> says otherwise.</param>
    /// <exception cref="ConfigurationException">The file cannot be written.</exception>
    public static LineLogger Open(string? file, bool quiet = false)
    {
        var name = Environment.GetEnvironmentVariable("LOGLEVEL");
        var level = name is null && quiet ? LogLevel.Warning : LineLogger.LevelOf(name);
        return new(level, StandardStreams.OpenError(), file is null ? null : new StreamByteWriter(OpenFile(file)));
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"the log file {path} cannot be written ({exception.GetType().Name}); name another with --log-file");
        }
    }
}
