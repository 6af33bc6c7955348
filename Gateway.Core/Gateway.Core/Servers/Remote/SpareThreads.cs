namespace Gateway.Core.Servers.Remote;

/// <summary>One thread of the pool more for each server: its messages may wait for a client that does not read, and must not hold up the others meanwhile.</summary>
internal static class SpareThreads
{
    private static readonly Lock OneAtATime = new();

    public static void Add() => Change(1);

    public static void Remove() => Change(-1);

    private static void Change(int count)
    {
        lock (OneAtATime)
        {
            ThreadPool.GetMinThreads(out var workers, out var completions);
            ThreadPool.SetMinThreads(workers + count, completions);
        }
    }
}
