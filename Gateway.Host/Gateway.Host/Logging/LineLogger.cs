using System.Globalization;
using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Logging;

/// <summary>Writes one line an event to stderr and, if asked, to a file. stdout belongs to MCP.</summary>
internal sealed class LineLogger(LogLevel level, IByteWriter stderr, IByteWriter? file) : ILogger, IDisposable
{
    private const int LongestLine = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly UnreadOutput _stderr = new(stderr);

    /// <summary>The level that <c>LOGLEVEL</c> names, in Python's words or .NET's; INFO when it is not set.</summary>
    public static LogLevel LevelOf(string? name) => name?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARNING" or "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" or "FATAL" => LogLevel.Critical,
        "NONE" or "OFF" => LogLevel.None,
        _ => LogLevel.Information,
    };

    public bool IsEnabled(LogLevel logLevel) => logLevel >= level && logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        // A name in a plugin's metadata may hold line breaks and escapes: it must not make lines of its own.
        var line = Encoding.UTF8.GetBytes($"{time} {Word(logLevel)} {Printable.Line(formatter(state, exception), LongestLine)}\n");
        lock (_lock)
        {
            _stderr.Write(line);
            if (file is not null) Write(file, line);
        }
    }

    public void Dispose()
    {
        lock (_lock) _stderr.Flush();
        file?.Dispose();
    }

    // A full disk is no reason to end.
    private static void Write(IByteWriter output, byte[] line)
    {
        try
        {
            for (var written = 0; written < line.Length;) written += output.Write(line.AsSpan(written), mayWait: true);
        }
        catch (IOException)
        {
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO ",
        LogLevel.Warning => "WARN ",
        _ => "ERROR",
    };
}
