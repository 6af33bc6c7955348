using Gateway.Core.Configuration;

namespace Gateway.Core.Servers;

/// <summary>Starts many servers at once, and yet not all of fifty: programs that start together hold each other up.</summary>
internal static class Launches
{
    // More than the ten or twenty that people have, so that these never wait.
    private static readonly int MostAtOnce = Math.Max(GatewayDefaults.StartsAtOnce, 4 * Environment.ProcessorCount);

    // One that hangs must not hold up the others.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    /// <summary>Starts every server that is to be started, in their order; returns when the last process runs.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="environment">The gateway's own environment.</param>
    /// <param name="time">The clock; null is the system's.</param>
    public static void Run(IReadOnlyList<ChildServer> servers, IReadOnlyDictionary<string, string> environment, TimeProvider? time = null)
    {
        ChildServer[] wanted = [.. servers.Where(server => server.State == ServerState.Starting)];
        if (wanted.Length <= MostAtOnce)
        {
            foreach (var server in wanted) server.Launch(environment);
            return;
        }

        // Never disposed of: turns end after this has returned.
        var turns = new SemaphoreSlim(MostAtOnce);
        foreach (var server in wanted)
        {
            turns.Wait();
            server.Launch(environment);
            Task.WhenAny(server.Life.Settled, Task.Delay(LongestTurn, time ?? TimeProvider.System)).ContinueWith(_ => turns.Release(), TaskScheduler.Default);
        }
    }
}
