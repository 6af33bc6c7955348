using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>What the gateway itself has subscribed to at servers, for clients that subscribe in the way of the other era.</summary>
/// <remarks>A modern server has one <c>subscriptions/listen</c> for all; what it asks for is changed by a new one that takes its place.</remarks>
internal sealed class ServerSubscriptions(SessionContext session)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChildServer, HashSet<string>> _uris = [];
    private readonly Dictionary<ChildServer, OwnRequest> _listens = [];
    private readonly Dictionary<(ChildServer, long), Action> _waiting = [];

    /// <summary>Makes the server tell of these resources, and of no others.</summary>
    /// <param name="server">One that is ready.</param>
    /// <param name="uris">All that anybody wants to hear of.</param>
    /// <param name="next">Called when the server has been told; at once when there is nothing to tell it.</param>
    public void Set(ChildServer server, IReadOnlyCollection<string> uris, Action next)
    {
        string[] added, removed;
        lock (_lock)
        {
            var before = _uris.GetValueOrDefault(server) ?? [];
            (added, removed) = ([.. uris.Except(before)], [.. before.Except(uris)]);
            _uris[server] = [.. uris];
        }

        if (added.Length + removed.Length == 0) next();
        else if (server.IsModern) Listen(server, next);
        else Ask(server, added, removed, next);
    }

    /// <summary>The client's own subscription passes by here: it is made again when the server has lost its session.</summary>
    public void Note(ChildServer server, string uri, bool isWanted)
    {
        lock (_lock)
        {
            if (!_uris.TryGetValue(server, out var uris)) _uris[server] = uris = [];
            if (isWanted) uris.Add(uri);
            else uris.Remove(uri);
        }
    }

    public IReadOnlyList<string> Of(ChildServer server)
    {
        lock (_lock) return [.. _uris.GetValueOrDefault(server) ?? []];
    }

    /// <summary>A modern server is ready, or has been reached anew: it is asked to tell of its lists.</summary>
    public void OnReady(ChildServer server)
    {
        if (server.IsModern) Listen(server, static () => { });
        else if (Of(server) is { Count: > 0 } uris) Ask(server, uris, [], static () => { });
    }

    /// <summary>The first message of a subscription.</summary>
    public void OnAcknowledged(ChildServer server, Frame frame)
    {
        var mark = frame.Envelope.Reserved.SubscriptionId;
        if (!mark.IsPresent || !WireId.TryRead(frame.Raw(mark), out var id)) return;
        Action? next;
        lock (_lock) _waiting.Remove((server, id), out next);
        next?.Invoke();
    }

    public void OnLost(ChildServer server)
    {
        lock (_lock)
        {
            _uris.Remove(server);
            _listens.Remove(server);
        }
    }

    private void Listen(ChildServer server, Action next)
    {
        var uris = string.Join(",", Of(server).Select(uri => Encoding.UTF8.GetString(JsonText.Quote(uri))));
        try
        {
            OwnRequest? before;
            lock (_lock)
            {
                var listen = server.Send(
                    Methods.SubscriptionsListen,
                    Encoding.UTF8.GetBytes($"{{\"notifications\":{{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true,\"resourceSubscriptions\":[{uris}]}}}}"),
                    () => OnEnded(server));
                _listens.TryGetValue(server, out before);
                _listens[server] = listen;
                _waiting[(server, listen.Id)] = next;
            }

            if (before is null) return;
            Cancellation.Tell(server, before.Id, "another subscription takes its place");
            before.Dispose();
        }
        catch (ServerException)
        {
            next(); // it has ended; its reader tells why
        }
    }

    // A server that can't, or will not any more, is not asked again before it is reached anew.
    private void OnEnded(ChildServer server)
    {
        Action[] waiting;
        lock (_lock)
        {
            if (_listens.Remove(server, out var listen)) listen.Dispose();
            waiting = [.. _waiting.Where(entry => entry.Key.Item1 == server).Select(entry => entry.Value)];
            foreach (var key in _waiting.Keys.Where(key => key.Item1 == server).ToArray()) _waiting.Remove(key);
        }

        foreach (var next in waiting) next();
    }

    // The answers are of no use: what a server can't subscribe to, it does not tell of.
    private void Ask(ChildServer server, IEnumerable<string> added, IEnumerable<string> removed, Action next) => Task.Run(() =>
    {
        try
        {
            foreach (var (method, uri) in added.Select(uri => (Methods.ResourcesSubscribe, uri)).Concat(removed.Select(uri => (Methods.ResourcesUnsubscribe, uri))))
            {
                server.Request(method, [.. "{\"uri\":"u8, .. JsonText.Quote(uri), (byte)'}'], session.Settings.StartTimeout, session.Ending.Token);
            }
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException or OperationCanceledException)
        {
            Log.NotSubscribed(session.Log, server.Name);
        }

        next();
    });
}
