using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>Which sessions want to hear of which resources. The server is told once, and again when the last one leaves.</summary>
internal sealed class SharedSubscriptions(SharedRun run)
{
    private const int MostOfPort = 1_000;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public void OnSubscribe(SharedPort port, Frame frame)
    {
        var id = frame.Raw(frame.Envelope.Id).ToArray();
        byte[]? answer;
        lock (run.Gate)
        {
            answer = UriOf(frame) is not { } uri ? run.Requests.Forward(port, frame)
                : port.Uris?.Count >= MostOfPort ? Answer.Error(id, ErrorCodes.Busy, $"The gateway is busy: the session has {MostOfPort} subscriptions. End some first.")
                : Add(port, uri, id, frame);
        }

        if (answer is not null) port.Deliver(answer);
    }

    public void OnUnsubscribe(SharedPort port, Frame frame)
    {
        byte[]? answer;
        lock (run.Gate)
        {
            answer = UriOf(frame) is { } uri && _entries.TryGetValue(uri, out var entry) && !IsLast(port, uri, entry)
                ? Answer.Result(frame.Raw(frame.Envelope.Id), "{}"u8)
                : run.Requests.Forward(port, frame);
        }

        if (answer is not null) port.Deliver(answer);
    }

    /// <summary>A session has left. Under the lock of the run.</summary>
    public void OnLeft(SharedPort port)
    {
        foreach (var uri in port.Uris?.ToArray() ?? [])
        {
            if (_entries.TryGetValue(uri, out var entry) && IsLast(port, uri, entry)) End(uri);
        }
    }

    /// <summary>The server has a new session, which knows of no subscription: each gateway session makes its own again. Under the lock of the run.</summary>
    public void OnReopened()
    {
        foreach (var entry in _entries.Values)
        {
            foreach (var port in entry.Members) port.Uris = null;
        }

        _entries.Clear();
    }

    /// <summary>The sessions that want to hear of a change. Under the lock of the run.</summary>
    public IReadOnlyList<SharedPort> Of(Frame frame)
    {
        if (UriOf(frame) is not { } uri) return [];
        return [.. _entries.Where(entry => Eras.Listens.Covers(entry.Key, uri)).SelectMany(entry => entry.Value.Members).Distinct()];
    }

    private static string? UriOf(Frame frame) => frame.Envelope.Uri.IsPresent ? JsonText.TextOf(frame.Raw(frame.Envelope.Uri)) : null;

    private byte[]? Add(SharedPort port, string uri, byte[] id, Frame frame)
    {
        if (!_entries.TryGetValue(uri, out var entry))
        {
            entry = new();
            if (!run.Requests.Ask(frame, answer => OnAnswer(uri, entry, answer))) return run.Requests.Busy(id);
            _entries[uri] = entry;
        }

        entry.Members.Add(port);
        (port.Uris ??= new(StringComparer.Ordinal)).Add(uri);
        if (entry.Waiting is null) return Answer.Result(id, "{}"u8);
        entry.Waiting.Add((port, id));
        return null;
    }

    private void OnAnswer(string uri, Entry entry, Frame answer)
    {
        List<(SharedPort, byte[])> waiting;
        lock (run.Gate)
        {
            (waiting, entry.Waiting) = (entry.Waiting!, null);
            var isPresent = _entries.GetValueOrDefault(uri) == entry;
            if (isPresent && answer.Envelope.Kind != FrameKind.Result)
            {
                _entries.Remove(uri);
                foreach (var port in entry.Members) port.Uris?.Remove(uri);
            }
            else if (isPresent && entry.Members.Count == 0)
            {
                End(uri); // all have left meanwhile
            }
        }

        foreach (var (port, id) in waiting)
        {
            scoped var splices = default(Splices);
            splices.Replace(answer.Envelope.Id, id);
            port.Deliver(answer.Bytes, splices);
        }
    }

    // Takes a session out; true when nobody is left and the server has to be told so now.
    private bool IsLast(SharedPort port, string uri, Entry entry)
    {
        port.Uris?.Remove(uri);
        if (!entry.Members.Remove(port) || entry.Members.Count > 0 || entry.Waiting is not null) return false;
        _entries.Remove(uri);
        return true;
    }

    private void End(string uri)
    {
        _entries.Remove(uri);
        run.Requests.Ask(Methods.ResourcesUnsubscribe, [.. "{\"uri\":"u8, .. JsonText.Quote(uri), (byte)'}'], static _ => { });
    }

    private sealed class Entry
    {
        public HashSet<SharedPort> Members { get; } = [];

        /// <summary>Who waits for the server's answer; null when it has taken the subscription.</summary>
        public List<(SharedPort Port, byte[] Id)>? Waiting { get; set; } = [];
    }
}
