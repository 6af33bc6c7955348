namespace Gateway.Core.Catalog;

/// <summary>The prompts, resources or URI templates of all servers. Its order and bytes do not depend on the order in which servers start.</summary>
/// <param name="servers">In the order of the listing.</param>
/// <param name="kind">What is listed.</param>
internal sealed class ListCatalog(IReadOnlyList<string> servers, ListKind kind)
{
    private IReadOnlyList<string> _servers = servers;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (IReadOnlyList<ListedEntry> Entries, CacheHints Hints, string Policy)> _byServer = new(StringComparer.Ordinal);
    private volatile Snapshot _snapshot = Snapshot.Of([], kind);

    public ListKind Kind { get; } = kind;

    /// <summary>The entries as the content of a JSON array.</summary>
    public byte[] Listing => _snapshot.Listing;

    /// <summary>What may be said of the listing now: the least of all servers.</summary>
    public CacheHints Hints
    {
        get
        {
            lock (_lock) return _byServer.Count < _servers.Count ? CacheHints.None : _byServer.Values.Aggregate(new CacheHints(long.MaxValue, true), (least, one) => least.And(one.Hints));
        }
    }

    /// <summary>What the client can ask for.</summary>
    public IEnumerable<ListedEntry> Offered => _snapshot.ByKey.Values;

    /// <summary>Keys that several servers list. Of a name nobody is offered, of a URI the first server's.</summary>
    public IReadOnlyList<string> Doubled => _snapshot.Doubled;

    /// <summary>Replaces what one server lists; true when the listing changed.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="entries">Guarded.</param>
    /// <param name="hints">What the server said of them.</param>
    /// <param name="policy">The fingerprint of what guarded them.</param>
    public bool Publish(string server, IReadOnlyList<ListedEntry> entries, CacheHints hints, string policy = "")
    {
        lock (_lock)
        {
            _byServer[server] = (entries, hints, policy);
            var before = _snapshot.Listing;
            _snapshot = Present();
            return !_snapshot.Listing.AsSpan().SequenceEqual(before);
        }
    }

    /// <summary>There are other servers now, or in another order. What is still listed of one that is no more is withdrawn by itself.</summary>
    public void Arrange(IReadOnlyList<string> servers)
    {
        lock (_lock)
        {
            _servers = [.. servers, .. _byServer.Keys.Except(servers)];
            _snapshot = Present();
        }
    }

    /// <summary>Whether all that is listed was guarded by this policy. To be asked before the listing is taken.</summary>
    public bool IsUnder(string policy)
    {
        lock (_lock) return _byServer.Values.All(listed => listed.Entries.Count == 0 || listed.Policy == policy);
    }

    public ListedEntry? Find(string key) => _snapshot.ByKey.GetValueOrDefault(key);

    /// <summary>What one server lists, whether or not it is offered.</summary>
    public IReadOnlyList<ListedEntry> Of(string server)
    {
        lock (_lock) return _byServer.TryGetValue(server, out var listed) ? listed.Entries : [];
    }

    // Under the lock.
    private Snapshot Present() => Snapshot.Of([.. _servers.Where(_byServer.ContainsKey).SelectMany(name => _byServer[name].Entries)], Kind);

    private sealed record Snapshot(byte[] Listing, IReadOnlyDictionary<string, ListedEntry> ByKey, IReadOnlyList<string> Doubled)
    {
        public static Snapshot Of(IReadOnlyList<ListedEntry> entries, ListKind kind)
        {
            var groups = entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(group => group.ToArray()).ToArray();
            // A name that two servers share would call the wrong one; a URI means the same thing to whoever asks for it.
            var offered = groups.Where(group => group.Length == 1 || !kind.IsNamed).Select(group => group[0]).ToArray();
            var doubled = groups.Where(group => group.Length > 1).Select(group => group[0].Key).ToArray();
            var listing = new MemoryStream();
            foreach (var entry in offered)
            {
                if (listing.Position > 0) listing.WriteByte((byte)',');
                listing.Write(entry.Json);
            }

            return new(listing.ToArray(), offered.ToDictionary(entry => entry.Key, StringComparer.Ordinal), doubled);
        }
    }
}
