using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>One life of a server: from its launch until its output closes. A server that is started again has another.</summary>
internal sealed class ServerRun(IServerConnection connection)
{
    private volatile bool _hasEnded;

    public IServerConnection Connection => connection;

    /// <summary>What waits for it; null before anybody listens to it.</summary>
    public Outbox? Outbox { get; private set; }

    /// <summary>Its output has closed.</summary>
    public bool HasEnded
    {
        get => _hasEnded;
        set => _hasEnded = value;
    }

    public void Open(long queueBytes) => Outbox = new(connection.OpenInput(), queueBytes, static _ => { }); // its reader sees the end too, and tells why

    public Task StopAsync()
    {
        Outbox?.Drain(TimeSpan.FromMilliseconds(200));
        Outbox?.Dispose();
        return connection.StopAsync();
    }
}
