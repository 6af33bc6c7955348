using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>What follows when a server offers something else than before, has just become ready, or is gone.</summary>
internal sealed class ServerChanges(SessionContext session, ServerLists lists)
{
    /// <summary>Asks a server for its tools anew.</summary>
    public Action<ChildServer> OnToolsChanged { get; set; } = static _ => { };

    public void OnListChanged(ChildServer server, ListKind kind) => lists.OnChanged(server, kind);

    public void OnResourcesChanged(ChildServer server)
    {
        lists.OnChanged(server, ListKind.Resources);
        lists.OnChanged(server, ListKind.ResourceTemplates);
    }

    public void OnReady(ChildServer server)
    {
        SetUp(server);
        lists.OnReady(server);
    }

    /// <summary>Its session is a new one, which knows nothing of what the client had set up in the old one.</summary>
    public void OnReopened(ChildServer server)
    {
        SetUp(server);
        session.Notices.Log(LoggingLevel.Warning, server, $"Server '{server.Name}' had lost its session; another was opened.");
    }

    public void OnLost(ChildServer server)
    {
        session.Subscriptions.OnLost(server);
        lists.OnLost(server);
        OnToolsChanged(server);
    }

    private void SetUp(ChildServer server)
    {
        session.Logging.OnReady(server);
        session.Subscriptions.OnReady(server);
    }
}
