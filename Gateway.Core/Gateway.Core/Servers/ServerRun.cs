using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>One life of a server: from its launch until its output closes. A server that is started again has another.</summary>
internal sealed class ServerRun(IServerConnection connection, int attempt)
{
    // Its input breaks too when it ends, and its reader knows better why.
    private static readonly TimeSpan EndIsNear = TimeSpan.FromSeconds(2);

    private volatile bool _hasEnded;

    public IServerConnection Connection => connection;

    /// <summary>Of which start it is: its end says nothing about a later one.</summary>
    public int Attempt => attempt;

    /// <summary>What waits for it; null before anybody listens to it.</summary>
    public Outbox? Outbox { get; private set; }

    /// <summary>Its output has closed.</summary>
    public bool HasEnded
    {
        get => _hasEnded;
        set => _hasEnded = value;
    }

    /// <summary>Why the gateway ended it; null when it ended by itself, or with its session.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Ends it for a reason of the gateway's: its output closes then.</summary>
    public void End(string reason)
    {
        EndReason = reason;
        connection.GiveUp();
        _ = StopAsync();
    }

    public void Open(long queueBytes) => Outbox = new(connection.OpenInput(), queueBytes, _ => OnDeaf());

    public Task StopAsync()
    {
        Outbox?.Drain(TimeSpan.FromMilliseconds(200));
        Outbox?.Dispose();
        return connection.StopAsync();
    }

    private void OnDeaf() => Task.Delay(EndIsNear).ContinueWith(
        _ =>
        {
            if (!HasEnded) End("it closed its input, so no call could reach it, and was ended");
        },
        TaskScheduler.Default);
}
