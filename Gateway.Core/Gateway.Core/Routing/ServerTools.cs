using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Asks servers for their tools and publishes them: at a start, when a server says that they changed, and when they may have changed unsaid.</summary>
internal sealed class ServerTools
{
    private readonly Lock _lock = new();
    private readonly SessionContext _session;
    private readonly ListReader _reader;
    private readonly ToolsListing _listing;
    private readonly OneAtATime<ChildServer> _relisting;

    // Of two that ask because they want it fresh, the second waits for the first.
    private readonly Dictionary<ChildServer, Task> _refreshing = [];

    // When what is published now was asked for: answers may overtake each other, and an older one must not take a newer one's place.
    private readonly Dictionary<string, long> _published = [];
    private long _lastTurn;

    public ServerTools(SessionContext session, ListReader reader, ToolsListing listing)
    {
        (_session, _reader, _listing) = (session, reader, listing);
        _relisting = new(RelistNow);
    }

    /// <summary>Before it is started: what was remembered of it under another policy is forgotten, and what it offered at its last start is offered until it says otherwise.</summary>
    public void Recall(ChildServer server, bool offersTools)
    {
        server.Known = server.Known.Under(_session.Policy);
        if (!offersTools || server.State.IsOff() || server.Known.Tools is not { } remembered) return;
        var entries = ListPage.Read(Encoding.UTF8.GetBytes(remembered), ListKind.Tools).Entries;
        _session.Catalog.Publish(server.Name, Read(server, entries), _session.Policy);
        server.IsAwaited = false;
        server.Known = server.Known with { Tools = null }; // once in memory is enough
    }

    /// <summary>What a server offers may have changed: it said so.</summary>
    public void Relist(ChildServer server) => _relisting.Ask(server);

    /// <summary>Goes on when every list of tools may be shown: those that may have changed unsaid are asked for anew. Never waits.</summary>
    public void WhenFresh(Action next)
    {
        ChildServer[] stale = [.. _session.Servers.Where(server => server is { IsUp: true, Introduction: { } said, Tools: { } tools } && !tools.IsFresh(said.Capabilities, ListKind.Tools, _session.Time))];
        if (stale.Length == 0) next();
        else Task.WhenAll(stale.Select(Refresh)).WaitAsync(_session.Settings.ListTimeout, _session.Time).ContinueWith(_ => next(), TaskScheduler.Default);
    }

    /// <summary>Asks for them and publishes them.</summary>
    /// <exception cref="ServerException">It ended, or answered with an error.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="OperationCanceledException">The session ended.</exception>
    public void Publish(ChildServer server)
    {
        if (!server.Offers("tools"))
        {
            Withdraw(server);
            Remember(server, [], _session.Policy);
            return;
        }

        var now = _session.Time.GetTimestamp();
        var (turn, policy) = (NextTurn(), _session.Policy);
        var listed = _reader.Fetch(server, ListKind.Tools, _session.Ending.Token);
        if (server.IsRetired) return;
        var before = _session.Catalog.Withheld;
        if (!TryPublish(server, turn, listed.Entries, policy, out var hasChanged)) return;
        var withheld = listed.Withheld + listed.Entries.Count - _session.Catalog.ToolsOf(server.Name).Count;
        if (withheld > 0) Log.ToolsWithheld(_session.Log, withheld, server.Name);
        server.Tools = new(listed.Hints, now);
        Remember(server, listed.Entries, policy);
        foreach (var name in _session.Catalog.Withheld.Except(before))
        {
            var shown = Printable.Line(name);
            Log.NameWithheld(_session.Log, shown);
        }

        if (hasChanged) _listing.OnChanged();
    }

    /// <summary>It is gone: nothing of it is offered any more.</summary>
    public void Withdraw(ChildServer server)
    {
        server.Tools = null;
        if (TryPublish(server, NextTurn(), [], null, out var hasChanged) && hasChanged) _listing.OnChanged();
    }

    private Tool[] Read(ChildServer server, IReadOnlyList<byte[]> entries) =>
        [.. entries.Select(entry => ToolReader.Read(entry, server.Name, _session.Id, _session.Names)).OfType<Tool>()];

    private void Remember(ChildServer server, IReadOnlyList<byte[]> entries, string policy)
    {
        var tools = new StringBuilder("{\"tools\":[").AppendJoin(',', entries.Select(Encoding.UTF8.GetString)).Append("]}").ToString();
        _session.Memory.Remember(server.Configuration, server.Known.Under(policy) with { Tools = tools });
    }

    /// <summary>The names of tools are others now: other servers are configured.</summary>
    public void Rename(ChildServer server)
    {
        lock (_lock)
        {
            var renamed = Read(server, [.. _session.Catalog.ToolsOf(server.Name).Select(tool => tool.OwnEntry())]);
            if (!_session.Catalog.Publish(server.Name, renamed)) return;
        }

        _listing.OnChanged();
    }

    /// <summary>Another policy is in force: it asks for them anew, or, when it cannot be asked, puts what is listed through that policy. It waits for guardrails.</summary>
    public void OnPolicyChanged(ChildServer server)
    {
        if (server.IsUp)
        {
            Relist(server);
            return;
        }

        var (turn, policy) = (NextTurn(), _session.Policy);
        byte[][] entries = [.. _session.Catalog.ToolsOf(server.Name).Select(tool => _reader.Guard(tool.OwnEntry(), server, ListKind.Tools)).OfType<byte[]>()];
        if (TryPublish(server, turn, entries, policy, out var hasChanged) && hasChanged) _listing.OnChanged();
    }

    private Task Refresh(ChildServer server)
    {
        lock (_lock)
        {
            if (_refreshing.TryGetValue(server, out var running) && !running.IsCompleted) return running;
            return _refreshing[server] = Task.Run(() => RelistNow(server));
        }
    }

    // Names are given under the lock: they may just be changing.
    private bool TryPublish(ChildServer server, long turn, IReadOnlyList<byte[]> entries, string? policy, out bool hasChanged)
    {
        lock (_lock)
        {
            hasChanged = false;
            if (server.IsRetired && entries.Count > 0) return false; // its successor publishes
            if (_published.GetValueOrDefault(server.Name) > turn) return false;
            _published[server.Name] = turn;
            hasChanged = _session.Catalog.Publish(server.Name, Read(server, entries), policy);
            return true;
        }
    }

    private long NextTurn()
    {
        lock (_lock) return ++_lastTurn;
    }

    private void RelistNow(ChildServer server)
    {
        try
        {
            if (server.IsUp) Publish(server);
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException)
        {
            var name = exception.GetType().Name;
            Log.RelistFailed(_session.Log, server.Name, name);
        }
        catch (OperationCanceledException)
        {
            // The session ends.
        }
    }
}
