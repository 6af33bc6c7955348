using System.Runtime.CompilerServices;
using Gateway.Core.Configuration;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Remote;
using Gateway.Host.Authorization;

namespace Gateway.Host.Startup;

/// <summary>How the program reaches remote servers: with the tokens of the user who has signed in.</summary>
internal static class RemoteServers
{
    /// <summary>Null for a program, which the server starts itself.</summary>
    public static Func<IServerConnection>? Connection(ServerConfiguration server, GatewaySettings settings) =>
        server.Remote is null ? null : () => Connect(server, server.Remote, settings);

    // Its own method: a gateway without remote servers loads nothing of HTTP.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RemoteConnection Connect(ServerConfiguration server, RemoteConfiguration remote, GatewaySettings settings) =>
        new(server, settings, new TokenAuthorization(remote, new(GatewayHome.Tokens, remote.Url), TimeProvider.System));
}
