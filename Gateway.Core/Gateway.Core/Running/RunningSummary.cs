using Gateway.Core.Configuration;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Running;

/// <summary>The servers of a gateway, each once, however many sessions have one of their own.</summary>
internal static class RunningSummary
{
    // What people must see first: a server that is in trouble somewhere.
    private static readonly string[] Urgency =
    [
        ServerState.Failed.Word(), ServerState.NeedsApproval.Word(), ServerState.Degraded.Word(), ServerState.Starting.Word(), ServerState.Ready.Word(),
    ];

    /// <summary>In the configuration's order; reasons are unguarded.</summary>
    public static IReadOnlyList<RunningServer> Of(GatewayConfiguration configuration, IReadOnlyList<Session> sessions)
    {
        if (sessions is [var only]) return only.Servers();
        var running = sessions.SelectMany(session => session.Servers()).ToLookup(server => server.Name);
        return [.. configuration.Servers.Select(server => One(server, [.. running[server.Name]]))];
    }

    private static RunningServer One(ServerConfiguration server, RunningServer[] running)
    {
        if (running.Length == 0) return new() { Name = server.Name, State = ServerState.Idle.Word(), Tools = 0, Instances = 0 };
        var shown = running.MinBy(one => Array.IndexOf(Urgency, one.State) is >= 0 and var place ? place : Urgency.Length)!; // not empty
        return shown with { Tools = running.Max(one => one.Tools), Instances = running.Length };
    }
}
