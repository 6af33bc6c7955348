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
    private readonly Dictionary<ChildServer, Renewal> _renewals = [];

    /// <summary>A modern server takes part again after its subscription had been lost: what it told of meanwhile nobody heard.</summary>
    public Action<ChildServer> OnRenewed { get; set; } = static _ => { };

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
                Ask(server, added, removed, _ => next());
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
    public void OnReady(ChildServer server) => Renew(server, static _ => { });

    /// <summary>The server knows of no subscription, and gets all that are wanted.</summary>
    /// <param name="server">One that is ready.</param>
    /// <param name="next">Called with those that it did not take.</param>
    public void Renew(ChildServer server, Action<IReadOnlyCollection<string>> next)
    {
        if (server.IsModern) Listen(server, () => next([]));
        else if (Of(server) is { Count: > 0 } uris) Ask(server, uris, [], next);
        else next([]);
    }

    /// <summary>A server that could not be reached can be again.</summary>
    public void OnReachable(ChildServer server)
    {
        if (!server.IsModern || server.State != ServerState.Ready) return;
        lock (_lock)
        {
            if (_listens.ContainsKey(server)) return;
        }

        Listen(server, static () => { });
    }

    /// <summary>The first message of a subscription.</summary>
    public void OnAcknowledged(ChildServer server, Frame frame)
    {
        var mark = frame.Envelope.Reserved.SubscriptionId;
        if (!mark.IsPresent || !WireId.TryRead(frame.Raw(mark), out var id)) return;
        Action? next;
        bool isRenewed;
        lock (_lock)
        {
            _waiting.Remove((server, id), out next);
            isRenewed = _renewals.TryGetValue(server, out var renewal) && renewal.Acknowledge(session.Time.GetTimestamp());
        }

        next?.Invoke();
        if (isRenewed) OnRenewed(server);
    }

    /// <summary>It is configured otherwise, or (null) not at all any more: its successor tells of what it told of.</summary>
    public void OnReplaced(ChildServer server, ChildServer? successor)
    {
        OnInterrupted(server);
        lock (_lock)
        {
            if (_uris.Remove(server, out var uris) && successor is not null) _uris[successor] = uris;
        }
    }

    /// <summary>Its run has ended. What was subscribed to is asked for again when it is ready again.</summary>
    public void OnInterrupted(ChildServer server)
    {
        lock (_lock)
        {
            // The URIs stay: they are still wanted when the server is back.
            _listens.Remove(server);
            _asked.Remove(server);
            _renewals.Remove(server);
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

    // A server that refuses is not asked again before it is reached anew. A stream may break, and a server may end it, at any time.
    private void OnEnded(ChildServer server, OwnRequest? ended)
    {
        Action? next = null;
        TimeSpan? wait = null;
        lock (_lock)
        {
            if (ended is null || !_listens.TryGetValue(server, out var listen) || listen != ended) return; // another has taken its place
            _listens.Remove(server);
            if (IsToBeRenewed(ended))
            {
                if (!_renewals.TryGetValue(server, out var renewal)) _renewals[server] = renewal = new();
                wait = renewal.NextWait(session.Time);
            }

            ended.Dispose();
            _waiting.Remove((server, ended.Id), out next);
        }

        next?.Invoke();
        if (wait is { } some) Task.Delay(some, session.Time, session.Ending.Token).ContinueWith(_ => OnReachable(server), session.Ending.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    // Either the server said that it was over, or the way to it, which answers in its place, lost it.
    private static bool IsToBeRenewed(OwnRequest ended)
    {
        try
        {
            var answer = ended.Wait(TimeSpan.Zero, CancellationToken.None);
            if (answer.Envelope.Kind == FrameKind.Result) return true;
            return int.TryParse(JsonMembers.Raw(answer.Raw(answer.Envelope.Error), "code"u8), out var code) && code is ErrorCodes.ServerLost or ErrorCodes.ServerUnavailable;
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException)
        {
            return false; // the server itself has ended
        }
    }

    // One after the other, or what was wanted last would not be what holds.
    private void Ask(ChildServer server, IEnumerable<string> added, IEnumerable<string> removed, Action<IReadOnlyCollection<string>> next)
    {
        lock (_lock) _asked[server] = (_asked.GetValueOrDefault(server) ?? Task.CompletedTask).ContinueWith(_ => AskNow(server, added, removed, next), TaskScheduler.Default);
    }

    private void AskNow(ChildServer server, IEnumerable<string> added, IEnumerable<string> removed, Action<IReadOnlyCollection<string>> next)
    {
        var lost = new HashSet<string>(added, StringComparer.Ordinal);
        try
        {
            foreach (var (method, uri) in added.Select(uri => (Methods.ResourcesSubscribe, uri)).Concat(removed.Select(uri => (Methods.ResourcesUnsubscribe, uri))))
            {
                var answer = server.Request(method, [.. "{\"uri\":"u8, .. JsonText.Quote(uri), (byte)'}'], session.Settings.StartTimeout, session.Ending.Token);
                if (answer.Envelope.Kind == FrameKind.Result) lost.Remove(uri);
            }
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException or OperationCanceledException)
        {
            // The rest would go the same way.
        }

        if (lost.Count > 0) Log.NotSubscribed(session.Log, server.Name);
        next(lost);
    }
}
