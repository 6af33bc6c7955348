using System.Collections.Concurrent;

namespace Gateway.Testing.Contexts;

/// <summary>Keeps what a plugin writes with <see cref="PluginContext.Log"/>.</summary>
internal sealed class ContextLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Add(string line) => _lines.Enqueue(line);

    /// <summary>The log of a context that this kit made; null for another.</summary>
    public static ContextLog? Of(PluginContext context) => context.Logger.Target as ContextLog;
}
