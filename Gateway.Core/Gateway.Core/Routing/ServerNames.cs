using Gateway.Core.Catalog;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Keeps the names that the client sees, and their order, to the servers that are configured.</summary>
/// <remarks>A name depends on the names of all servers, so another server may change those of one that runs on.</remarks>
internal sealed class ServerNames(SessionContext session, ServerTools tools, ServerLists lists)
{
    /// <summary>The names for a configuration's servers.</summary>
    public static ExposedNames Of(Configuration.GatewayConfiguration configuration) =>
        new(configuration.Servers.Select(server => server.Name), configuration.Settings.ToolNames, configuration.Settings.MaxNameLength);

    /// <summary>The session has other servers than before.</summary>
    public void OnConfigured()
    {
        var before = session.Names;
        session.Names = Of(session.Configuration);
        string[] order = [.. session.Servers.Select(server => server.Name)];
        session.Catalog.Arrange(order);
        foreach (var list in session.Lists) list.Arrange(order);
        if (session.Names.IsSameAs(before)) return;
        foreach (var server in session.Servers)
        {
            tools.Rename(server);
            if (server.IsUp) lists.OnRenamed(server);
        }
    }
}
