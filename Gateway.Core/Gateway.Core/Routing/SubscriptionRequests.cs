using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>What the client subscribes to: <c>subscriptions/listen</c> of a modern one, <c>resources/subscribe</c> of a legacy one.</summary>
internal sealed class SubscriptionRequests(SessionContext session, CallRouter router, ServerLists lists)
{
    private readonly ResourceOwners _owners = new(session);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _legacy = new(StringComparer.Ordinal);

    /// <summary>Opens a subscription; its first message, the acknowledgement, comes when the servers have been told.</summary>
    public void Listen(Frame frame)
    {
        if (Eras.Listen.Read(frame) is not { } listen) session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: subscriptions/listen needs 'notifications'.");
        else if (session.Calls.Find(listen.Key) is not null) session.AnswerError(frame, ErrorCodes.InvalidRequest, "Invalid request: this id is already in use by a request in flight.");
        else if (!session.Listens.TryAdd(listen)) session.AnswerError(frame, ErrorCodes.InvalidRequest, "Invalid request: this id is already in use by an open subscription, or too many are open.");
        else if (listen.Uris.Count == 0) session.Listens.Open(listen);
        else
        {
            Guard(frame.Copy(), Methods.SubscriptionsListen, "", () => WhenOwnersAreKnown(() => Tell(Wanted(), () => session.Listens.Open(listen))), (info, refusal) =>
            {
                if (session.Listens.Remove(listen.Key) is not null) session.Client.Answer(RefusedAnswer.Error(listen.Id, info, refusal), listen.Stream);
            });
        }
    }

    /// <summary>The client has cancelled a request that is no call: a subscription, or one that is over.</summary>
    public void Cancel(RequestId id)
    {
        if (session.Listens.Remove(id) is { Uris.Count: > 0 }) Tell(Wanted(), static () => { });
    }

    /// <summary>A legacy client subscribes to one resource, or no longer.</summary>
    public void Subscribe(Frame frame, string method, Introduction client, ReaderThread thread, ResourceOwners owners)
    {
        if (!frame.Envelope.Uri.IsPresent || JsonText.TextOf(frame.Raw(frame.Envelope.Uri)) is not { Length: > 0 } uri)
        {
            session.AnswerError(frame, ErrorCodes.InvalidParams, $"Invalid params: {method} needs a 'uri'.");
            return;
        }

        if (router.Accept(frame, method, client) is not { } call) return;
        if (owners.Sole is { IsModern: false } sole)
        {
            Note(uri, method == Methods.ResourcesSubscribe);
            session.Subscriptions.Note(sole, uri, method == Methods.ResourcesSubscribe);
            router.Pass(call, sole, frame, thread);
            return;
        }

        var copy = frame.Copy();
        WhenOwnersAreKnown(() => Subscribe(call, copy, method, uri));
    }

    private void Subscribe(InFlight call, Frame frame, string method, string uri)
    {
        var isWanted = method == Methods.ResourcesSubscribe;
        if (call.IsFinished) return;
        if (Owner(uri) is not { } owner)
        {
            if (!call.TryFinish()) return;
            session.Calls.Remove(call);
            session.Client.Answer(Answer.Error(call.OriginalId, ErrorCodes.ResourceNotFound, $"Resource not found: no server that is up has '{Printable.Line(uri, 200)}'."), call.Stream);
            return;
        }

        if (!owner.IsModern)
        {
            Note(uri, isWanted);
            session.Subscriptions.Note(owner, uri, isWanted);
            router.Pass(call, owner, frame, null);
            return;
        }

        // The gateway tells the server in its own words, so they are guarded as the client's were.
        Guard(frame, method, owner.Name, () =>
        {
            Note(uri, isWanted);
            Tell(Wanted(), () => End(call, Answer.Result(call.OriginalId, "{}"u8), "ok"));
        }, (info, refusal) => End(call, RefusedAnswer.Error(call.OriginalId, info, refusal), "refused"));
    }

    private void End(InFlight call, byte[] answer, string outcome)
    {
        if (!call.TryFinish()) return;
        session.Calls.Remove(call);
        session.Client.Answer(answer, call.Stream);
        session.Tracing.End(call, outcome);
    }

    private void Note(string uri, bool isWanted)
    {
        lock (_lock)
        {
            if (isWanted) _legacy.Add(uri);
            else _legacy.Remove(uri);
        }
    }

    private void Guard(Frame frame, string method, string server, Action next, Action<MessageInfo, Refusal> refuse)
    {
        var info = new MessageInfo { Direction = Direction.ToServer, Method = method, Server = server, Session = session.Id };
        var passage = GuardrailPipeline.Detached(frame, frame.Envelope.Params, info, Places.Of(FrameKind.Request, method));
        passage.Next = guarded =>
        {
            if (guarded.Refusal is { } refusal) refuse(info, refusal);
            else next();
        };
        session.Pipeline.PassQueued(passage);
    }

    private List<string> Wanted()
    {
        lock (_lock) return [.. session.Listens.Uris, .. _legacy];
    }

    // A server is told all that is wanted of it, or nothing when it is already.
    private void Tell(IEnumerable<string> uris, Action next)
    {
        var byOwner = uris.Distinct().Select(uri => (Owner: Owner(uri), Uri: uri)).Where(pair => pair.Owner is not null).ToLookup(pair => pair.Owner!, pair => pair.Uri);
        ChildServer[] servers = [.. session.Servers.Where(server => server.IsUp)];
        var open = servers.Length;
        var isOver = 0;
        if (open == 0) GoOn();
        foreach (var server in servers)
        {
            session.Subscriptions.Set(server, [.. byOwner[server]], () =>
            {
                if (Interlocked.Decrement(ref open) == 0) GoOn();
            });
        }

        // One that is silent keeps nobody from what the others tell.
        if (Volatile.Read(ref isOver) == 0) Task.Delay(session.Settings.ListTimeout, session.Time, session.Ending.Token).ContinueWith(_ => GoOn(), TaskScheduler.Default);

        void GoOn()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0) next();
        }
    }

    private ChildServer? Owner(string uri) => _owners.Sole ?? _owners.Of(uri).FirstOrDefault();

    private void WhenOwnersAreKnown(Action next)
    {
        if (_owners.Sole is not null) next();
        else lists.WhenLoaded(ListKind.ResourceTemplates, () => lists.WhenLoaded(ListKind.Resources, next));
    }
}
