using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>What follows when a server offers something else than before, has just become ready, or is gone.</summary>
internal sealed class ServerChanges(SessionContext session, ServerLists lists, ServerTools tools)
{
    /// <summary>It is asked for its tools anew.</summary>
    public void OnToolsChanged(ChildServer server) => tools.Relist(server);

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

    /// <summary>It has ended, and may be back at once: what it listed stays, and is asked for again then.</summary>
    public void OnInterrupted(ChildServer server)
    {
        session.Subscriptions.OnInterrupted(server);
        lists.OnInterrupted(server);
    }

    /// <summary>It could not be started, or will not be: what it listed is not there.</summary>
    public void OnGone(ChildServer server)
    {
        OnInterrupted(server);
        tools.Withdraw(server);
        lists.OnGone(server);
    }

    private void SetUp(ChildServer server)
    {
        session.Logging.OnReady(server);
        session.Subscriptions.OnReady(server);
    }
}
