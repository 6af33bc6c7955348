using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Answers tools/list, and tells the client when what it was told is no longer true.</summary>
internal sealed class ToolsListing : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SessionContext _session;
    private readonly ITimer _limit;
    private List<InFlight> _waiting = [];
    private int _wasListed;

    public ToolsListing(SessionContext session)
    {
        _session = session;
        _limit = session.Time.CreateTimer(_ => OnLimit(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Answers when every server is ready or has failed, at the latest after the list time-out.</summary>
    public void Answer(InFlight call)
    {
        lock (_lock)
        {
            if (!IsSettled)
            {
                if (_waiting.Count == 0) _limit.Change(_session.Settings.ListTimeout, Timeout.InfiniteTimeSpan);
                _waiting.Add(call);
                return;
            }
        }

        Send(call);
    }

    /// <summary>One more server is ready or has failed.</summary>
    public void OnSettled()
    {
        _session.Changes.Raise();
        if (IsSettled) AnswerAll();
    }

    /// <summary>A server's tools are others than before.</summary>
    public void OnChanged()
    {
        _session.Changes.Raise();
        // Before the first listing there is nothing to correct.
        if (Volatile.Read(ref _wasListed) == 1) _session.Notices.ListChanged(ListKind.Tools);
    }

    public void Dispose() => _limit.Dispose();

    private bool IsSettled
    {
        get
        {
            foreach (var server in _session.Servers)
            {
                if (IsAwaited(server)) return false;
            }

            return true;
        }
    }

    // For the first start only, and only as long as nothing is known of its tools.
    private static bool IsAwaited(ChildServer server) => server.State == ServerState.Starting && !server.Life.HasSettled && server.IsAwaited;

    private void OnLimit()
    {
        foreach (var late in _session.Servers)
        {
            if (IsAwaited(late)) Log.ListedWithout(_session.Log, late.Name);
        }

        AnswerAll();
    }

    private void AnswerAll()
    {
        List<InFlight> waiting;
        lock (_lock) (waiting, _waiting) = (_waiting, []);
        foreach (var call in waiting) Send(call);
    }

    private void Send(InFlight call)
    {
        var isUnderPolicy = _session.Catalog.IsUnder(_session.Policy);
        // Set first: a server that comes in between announces itself, at worst once too often.
        Volatile.Write(ref _wasListed, 1);
        var hints = !IsSettled || _session.Servers.Count == 0 ? CacheHints.None : new(long.MaxValue, true);
        foreach (var server in _session.Servers)
        {
            hints = hints.And(server.Tools?.Hints ?? CacheHints.None);
            if (server.Tools is { } tools) tools.WasShown = true;
        }

        ListAnswer.Send(_session, call, _session.Catalog.Listing, hints, isUnderPolicy);
    }
}
