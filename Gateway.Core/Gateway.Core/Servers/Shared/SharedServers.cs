using Gateway.Core.Configuration;

namespace Gateway.Core.Servers.Shared;

/// <summary>The servers that sessions share: one for each that is configured so, and for each form in which it was.</summary>
internal sealed class SharedServers(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<SharedServer> _servers = [];
    private bool _isOver;

    /// <summary>What connects a session to a server: to the shared one if it is configured so, else to one of its own.</summary>
    /// <param name="configuration">What the configuration says of it.</param>
    /// <param name="settings">The gateway's settings.</param>
    /// <param name="connect">Starts one.</param>
    public Func<IServerConnection> Of(ServerConfiguration configuration, GatewaySettings settings, Func<IServerConnection> connect) =>
        configuration.IsShared ? () => Connect(configuration, settings, connect) : connect;

    /// <summary>The configuration was read anew: servers that it does not name like this end with their last session.</summary>
    public void Keep(IReadOnlyCollection<ServerConfiguration> configurations)
    {
        SharedServer[] gone;
        lock (_lock)
        {
            _servers.RemoveAll(server => server.IsGone);
            gone = [.. _servers.Where(server => !configurations.Any(server.Configuration.IsSameAs))];
        }

        foreach (var server in gone) _ = server.Retire();
    }

    /// <summary>Ends all: the gateway ends.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _isOver = true;
            return Task.WhenAll(_servers.Select(server => server.StopAsync()));
        }
    }

    private SharedPort Connect(ServerConfiguration configuration, GatewaySettings settings, Func<IServerConnection> connect)
    {
        SharedServer[] others;
        SharedServer? found;
        lock (_lock)
        {
            if (_isOver) throw new ServerException("the gateway ends");
            _servers.RemoveAll(server => server.IsGone);
            found = _servers.Find(server => server.Configuration.IsSameAs(configuration));
            others = [.. _servers.Where(server => server != found && server.Configuration.Name == configuration.Name)];
            if (found is null) _servers.Add(found = new(configuration, settings, connect, time));
        }

        // What had its name may hold a file or a port that only one can have: unless sessions still use it, its end comes first.
        Task.WaitAll([.. others.Select(other => other.Retire())]);
        return found.Connect();
    }
}
