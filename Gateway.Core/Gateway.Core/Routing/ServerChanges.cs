using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>What follows when a server offers something else than before, has just become ready, is out of reach, or is gone.</summary>
internal sealed class ServerChanges
{
    private const int MostTasks = 20;

    private readonly SessionContext _session;
    private readonly ServerLists _lists;
    private readonly ServerTools _tools;
    private readonly ServerNews _news;

    public ServerChanges(SessionContext session, ServerLists lists, ServerTools tools, ServerNews news)
    {
        (_session, _lists, _tools, _news) = (session, lists, tools, news);
        session.Subscriptions.OnRenewed = OnRenewed;
    }

    /// <summary>It is asked for its tools anew.</summary>
    public void OnToolsChanged(ChildServer server) => _tools.Relist(server);

    public void OnListChanged(ChildServer server, ListKind kind) => _lists.OnChanged(server, kind);

    public void OnResourcesChanged(ChildServer server)
    {
        _lists.OnChanged(server, ListKind.Resources);
        _lists.OnChanged(server, ListKind.ResourceTemplates);
    }

    /// <summary>Another policy of the guardrails is in force: what servers listed was masked by the old one. Never waits.</summary>
    public void OnPolicyChanged() => Task.Run(() =>
    {
        foreach (var server in _session.Servers)
        {
            _tools.OnPolicyChanged(server);
            _lists.OnPolicyChanged(server);
        }
    });

    public void OnReady(ChildServer server)
    {
        _session.Logging.OnReady(server);
        _session.Subscriptions.OnReady(server);
        _lists.OnReady(server);
    }

    /// <summary>Its session is a new one, which knows nothing of what the client had set up in the old one.</summary>
    public void OnReopened(ChildServer server, int lostCalls)
    {
        _session.Logging.OnReady(server);
        _session.Subscriptions.Renew(server, refused =>
        {
            var tasks = _session.Tasks.Of(server, MostTasks);
            var sentence = $"Server '{server.Name}' had lost its session; another was opened, and what it remembered of the old one is gone.";
            if (lostCalls > 0) sentence += $" {lostCalls} call(s) under way ended with an error.";
            if (refused.Count > 0) sentence += $" {refused.Count} subscription(s) could not be made again.";
            if (tasks.Count > 0) sentence += " It may not know its tasks any more.";
            _session.Notices.Log(LoggingLevel.Warning, server, sentence, new Dictionary<string, IReadOnlyCollection<string>> { ["subscriptions"] = refused, ["tasks"] = tasks });
        });
    }

    /// <summary>It has ended, and may be back at once: what it listed stays, and is asked for again then.</summary>
    public void OnInterrupted(ChildServer server)
    {
        _session.Subscriptions.OnInterrupted(server);
        _lists.OnInterrupted(server);
    }

    /// <summary>It could not be started, or will not be: what it listed is not there.</summary>
    public void OnGone(ChildServer server)
    {
        OnInterrupted(server);
        _tools.Withdraw(server);
        _lists.OnGone(server);
    }

    /// <summary>It fails again and again and is left alone, or is asked again (null).</summary>
    public void OnTrouble(ChildServer server, string? trouble)
    {
        var isTold = server.State == (trouble is null ? ServerState.Ready : ServerState.Degraded);
        server.Life.TryDegrade(trouble);
        if (trouble is null) _session.Subscriptions.OnReachable(server);
        _session.Changes.Raise();
        if (isTold) return; // each try that fails has a new time in its sentence, and is no news
        _session.Notices.Log(LoggingLevel.Warning, server, trouble is null ? $"Server '{server.Name}' answers again." : $"Server '{server.Name}' is in trouble: {trouble}.");
        if (trouble is null) _news.Well(server);
        else _news.Trouble(server);
    }

    private void OnRenewed(ChildServer server)
    {
        OnToolsChanged(server);
        _lists.OnChanged(server, ListKind.Prompts);
        OnResourcesChanged(server);
        _session.Notices.Log(LoggingLevel.Warning, server, $"Server '{server.Name}' had ended the gateway's subscription; it was made again, and what the server told of meanwhile is lost.");
    }
}
