using Gateway.Core.Configuration;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Servers.Shared;
using Gateway.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Startup;

/// <summary>Makes servers of their configuration, with what the gateway's home knows of them, and starts their processes.</summary>
internal sealed class ServerFactory(ServerMemory memory, IReadOnlyDictionary<string, string> inherited, ILogger log)
{
    private readonly SharedServers _shared = new(TimeProvider.System);
    private bool _hasToldUnwatched;

    public ChildServer Make(ServerConfiguration server, GatewaySettings settings) => new(server, settings, Connection(server, settings))
    {
        Known = memory.Recall(server),
        LogFolder = GatewayHome.ServerLogs,
    };

    /// <summary>Starts the processes in the background: it takes longer than all the rest of a start.</summary>
    public void Launch(IReadOnlyList<ChildServer> servers) => Begin(servers);

    /// <summary>The same, for who must know when the last one runs.</summary>
    public Thread Begin(IReadOnlyList<ChildServer> servers)
    {
        var launching = new Thread(() =>
        {
            Launches.Run(servers, inherited);
            if (!ChildProcess.AreUnwatched || _hasToldUnwatched) return;
            _hasToldUnwatched = true;
            HostLog.Unwatched(log);
        }) { IsBackground = true, Name = "launch" };
        launching.Start();
        return launching;
    }

    /// <summary>The configuration was read anew: shared servers that it does not name any more end with their last session.</summary>
    public void Keep(GatewayConfiguration configuration) => _shared.Keep(configuration.Servers);

    /// <summary>Ends the servers that outlive their sessions.</summary>
    public Task StopSharedAsync() => _shared.StopAsync();

    private Func<IServerConnection>? Connection(ServerConfiguration server, GatewaySettings settings)
    {
        var remote = RemoteServers.Connection(server, settings);
        return server.IsShared ? _shared.Of(server, settings, remote ?? (() => ChildProcess.Start(server, ChildEnvironment.Of(inherited, server)))) : remote;
    }
}
