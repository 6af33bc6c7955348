using Microsoft.Extensions.Logging;

namespace Benchmarks.InProcess;

/// <summary>Keeps the last line of the gateway's log, for who has to say why something failed.</summary>
internal sealed class LastLine : ILogger
{
    private string _text = "";

    public override string ToString() => Volatile.Read(ref _text);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Volatile.Write(ref _text, formatter(state, exception));
}
