using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Prompts, resources and URI templates of all servers: asked for when the client first needs them, and kept until a server says that they changed.</summary>
internal sealed class ServerLists(SessionContext session, ListReader reader, ClientNotices notices)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Server, ListKind Kind), Task<bool>> _loads = [];
    private readonly Dictionary<(string Server, ListKind Kind), ListFreshness> _freshness = [];
    private readonly HashSet<ListKind> _wanted = [];

    // What is being asked for because it has changed; true when it is to be asked for once more.
    private readonly Dictionary<(string Server, ListKind Kind), bool> _reloading = [];

    // When what is published now was asked for: answers may overtake each other, and an older one must not take a newer one's place.
    private readonly Dictionary<(string Server, ListKind Kind), long> _published = [];
    private long _lastTurn;

    /// <summary>Goes on when every server has been asked, those that still start too; at once when all have been before. Never waits.</summary>
    public void WhenLoaded(ListKind kind, Action next) => WhenLoaded([kind], server => !server.State.IsOff(), session.Settings.ListTimeout, next);

    /// <summary>The same for who shows the list: what may have changed unsaid since it was shown is asked for anew.</summary>
    public void WhenFresh(ListKind kind, Action next)
    {
        lock (_lock)
        {
            foreach (var server in session.Servers)
            {
                if (!_freshness.TryGetValue((server.Name, kind), out var freshness) || server.Introduction is not { } said) continue;
                if (!freshness.IsFresh(said.Capabilities, kind, session.Time) && _loads.TryGetValue((server.Name, kind), out var load) && load.IsCompleted) _loads.Remove((server.Name, kind));
            }
        }

        WhenLoaded(kind, () =>
        {
            lock (_lock)
            {
                foreach (var (key, freshness) in _freshness) freshness.WasShown |= key.Kind == kind;
            }

            next();
        });
    }

    /// <summary>Goes on with what the servers that are ready tell within a short time.</summary>
    public void WhenReadyOnesAreLoaded(Action next) => WhenLoaded(session.Lists.Select(list => list.Kind), server => server.IsUp, Short, next);

    private void WhenLoaded(IEnumerable<ListKind> kinds, Func<ChildServer, bool> isAsked, TimeSpan limit, Action next)
    {
        Task[] loads;
        lock (_lock)
        {
            ChildServer[] servers = [.. session.Servers.Where(isAsked)];
            loads = [.. kinds.SelectMany(kind => servers.Select(server => LoadOnce(server, kind)))];
            foreach (var kind in kinds) _wanted.Add(kind);
        }

        if (loads.All(load => load.IsCompleted)) next();
        else Task.WhenAll(loads).WaitAsync(limit, session.Time).ContinueWith(_ => next(), TaskScheduler.Default);
    }

    /// <summary>A server says that a list is another now, or it has just become ready.</summary>
    public void OnChanged(ChildServer server, ListKind kind)
    {
        lock (_lock)
        {
            // Who has never asked has nothing to correct, and may wait for the notice nevertheless.
            if (!_wanted.Contains(kind))
            {
                if (server.IsUp && kind != ListKind.ResourceTemplates) notices.ListChanged(kind); // one notice for both
                return;
            }

            // One at a time, and once more for whatever came meanwhile: a flood of notices must not take all threads of the pool.
            if (_reloading.TryAdd((server.Name, kind), false)) Reload(server, kind);
            else _reloading[(server.Name, kind)] = true;
        }
    }

    /// <summary>A server has become ready after the client has asked for lists.</summary>
    public void OnReady(ChildServer server)
    {
        foreach (var catalog in session.Lists)
        {
            lock (_lock)
            {
                // What waited for this server asks it now, and has not been answered yet.
                if (!_wanted.Contains(catalog.Kind) || !server.Offers(catalog.Kind.Capability)) continue;
                if (_loads.TryGetValue((server.Name, catalog.Kind), out var load) && (!load.IsCompleted || load.Result)) continue;
            }

            OnChanged(server, catalog.Kind);
        }
    }

    /// <summary>Names are others now: other servers are configured.</summary>
    public void OnRenamed(ChildServer server)
    {
        lock (_lock)
        {
            if (!_wanted.Contains(ListKind.Prompts)) return;
        }

        OnChanged(server, ListKind.Prompts);
    }

    /// <summary>Another policy is in force: it is asked anew, now or when it is ready again.</summary>
    public void OnPolicyChanged(ChildServer server)
    {
        if (!server.IsUp) OnGone(server);
        else foreach (var catalog in session.Lists.Where(catalog => IsWanted(catalog.Kind))) OnChanged(server, catalog.Kind);
    }

    private bool IsWanted(ListKind kind)
    {
        lock (_lock) return _wanted.Contains(kind);
    }

    /// <summary>What it listed may be another when it is ready again.</summary>
    public void OnInterrupted(ChildServer server)
    {
        lock (_lock)
        {
            foreach (var catalog in session.Lists) _loads.Remove((server.Name, catalog.Kind));
        }
    }

    /// <summary>What a server that is gone listed is no longer there.</summary>
    public void OnGone(ChildServer server)
    {
        foreach (var catalog in session.Lists)
        {
            lock (_lock)
            {
                _loads.Remove((server.Name, catalog.Kind));
                _freshness.Remove((server.Name, catalog.Kind));
                _published[(server.Name, catalog.Kind)] = ++_lastTurn; // what it was asked before comes too late
                if (catalog.Of(server.Name).Count > 0 && catalog.Publish(server.Name, [], CacheHints.None)) notices.ListChanged(catalog.Kind);
            }
        }
    }

    // Under the lock.
    private void Reload(ChildServer server, ListKind kind)
    {
        var load = _loads[(server.Name, kind)] = Task.Run(() => Load(server, kind, announces: true));
        load.ContinueWith(_ => OnReloaded(server, kind), TaskScheduler.Default);
    }

    private void OnReloaded(ChildServer server, ListKind kind)
    {
        lock (_lock)
        {
            if (_reloading[(server.Name, kind)])
            {
                _reloading[(server.Name, kind)] = false;
                Reload(server, kind);
            }
            else
            {
                _reloading.Remove((server.Name, kind));
            }
        }
    }

    // Under the lock. One that failed, or was not ready, is asked again the next time.
    private Task<bool> LoadOnce(ChildServer server, ListKind kind)
    {
        if (_loads.TryGetValue((server.Name, kind), out var load) && (!load.IsCompleted || load.Result)) return load;
        var settled = server.Life.Settled is { IsCompleted: true } over ? over : server.Life.Settled.WaitAsync(session.Settings.ListTimeout, session.Time);
        return _loads[(server.Name, kind)] = settled.ContinueWith(_ => Load(server, kind, announces: false), TaskScheduler.Default);
    }

    private bool Load(ChildServer server, ListKind kind, bool announces)
    {
        var catalog = session.ListOf(kind);
        if (!server.IsUp) return false;
        try
        {
            var now = session.Time.GetTimestamp();
            long turn;
            lock (_lock) turn = ++_lastTurn;
            var policy = session.Policy;
            var listed = server.Offers(kind.Capability) ? reader.Fetch(server, kind, session.Ending.Token) : new([], 0, new(long.MaxValue, true));
            if (listed.Withheld > 0) Log.EntriesWithheld(session.Log, listed.Withheld, kind.Member, server.Name);
            var entries = listed.Entries.Select(entry => ListedEntry.Read(entry, kind, server.Name, session.Names)).OfType<ListedEntry>().ToArray();
            lock (_lock)
            {
                if (server.IsRetired || _published.GetValueOrDefault((server.Name, kind)) > turn) return true;
                _published[(server.Name, kind)] = turn;
                _freshness[(server.Name, kind)] = new(listed.Hints, now);
                var before = catalog.Doubled.Count;
                var hasChanged = catalog.Publish(server.Name, entries, listed.Hints, policy);
                if (catalog.Doubled.Count > before) Log.Doubled(session.Log, catalog.Doubled.Count, kind.Member);
                if (hasChanged && announces) notices.ListChanged(kind);
            }

            return true;
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException)
        {
            var name = exception.GetType().Name;
            Log.ListFailed(session.Log, kind.Member, server.Name, name);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false; // the session ends
        }
    }
}
