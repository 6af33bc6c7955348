using System.Collections.Concurrent;

namespace Gateway.Core.Guarding;

/// <summary>Threads that walk for others and are free, whatever policy they walked under last.</summary>
internal sealed class WalkerThreads
{
    private readonly ConcurrentBag<WalkerThread> _free = [];

    public WalkerThread Take() => _free.TryTake(out var free) ? free : new();

    /// <summary>Gives one back that has returned from its walk.</summary>
    public void Return(WalkerThread thread) => _free.Add(thread);
}
