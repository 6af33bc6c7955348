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
    private readonly Dictionary<ChildServer, Task> _asked = [];

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
            if (!server.IsModern && added.Length + removed.Length > 0)
            {
                Ask(server, added, removed, next);
                return;
            }
        }

        if (added.Length + removed.Length == 0) next();
        else Listen(server, next);
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

    /// <summary>Its run has ended. What was subscribed to is asked for again when it is ready again.</summary>
    public void OnInterrupted(ChildServer server)
    {
        lock (_lock)
        {
            _listens.Remove(server);
            _asked.Remove(server);
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
                OwnRequest? listen = null;
                listen = server.Send(
                    Methods.SubscriptionsListen,
                    Encoding.UTF8.GetBytes($"{{\"notifications\":{{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true,\"resourceSubscriptions\":[{uris}]}}}}"),
                    () => OnEnded(server, listen)); // under the lock, so it is there
                // Whoever waits for the one before has what it wanted of this one, if it still wants it.
                if (_listens.TryGetValue(server, out before) && _waiting.Remove((server, before.Id), out var earlier))
                {
                    var own = next;
                    next = () =>
                    {
                        earlier();
                        own();
                    };
                }

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
    private void OnEnded(ChildServer server, OwnRequest? ended)
    {
        Action? next = null;
        lock (_lock)
        {
            if (ended is null || !_listens.TryGetValue(server, out var listen) || listen != ended) return; // another has taken its place
            _listens.Remove(server);
            ended.Dispose();
            _waiting.Remove((server, ended.Id), out next);
        }

        next?.Invoke();
    }

    // One after the other, or what was wanted last would not be what holds.
    private void Ask(ChildServer server, IEnumerable<string> added, IEnumerable<string> removed, Action next)
    {
        lock (_lock) _asked[server] = (_asked.GetValueOrDefault(server) ?? Task.CompletedTask).ContinueWith(_ => AskNow(server, added, removed, next), TaskScheduler.Default);
    }

    // The answers are of no use: what a server can't subscribe to, it does not tell of.
    private void AskNow(ChildServer server, IEnumerable<string> added, IEnumerable<string> removed, Action next)
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
    }
}
