using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing.Logging;

/// <summary>The gateway's log in memory.</summary>
internal sealed class CapturedLog : ILogger
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public IReadOnlyList<Entry> Entries => [.. _entries];

    public IReadOnlyList<string> Lines => [.. _entries.Select(entry => $"{entry.Level}: {entry.Line}")];

    /// <summary>A line of a plugin.</summary>
    public void Add(string plugin, string line) => _entries.Enqueue(new(LogLevel.Information, "FromPlugin", $"{plugin}: {line}", []));

    public void Clear() => _entries.Clear();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue(new(logLevel, eventId.Name ?? "", formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));

    /// <summary>One line with the parts that it was made of.</summary>
    internal sealed record Entry(LogLevel Level, string Event, string Line, IReadOnlyList<KeyValuePair<string, object?>> Values)
    {
        public string? this[string name] => Values.FirstOrDefault(value => value.Key == name).Value?.ToString();
    }
}
