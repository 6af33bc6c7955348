using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Catalog;

/// <summary>The tools of all servers, by the names the client sees. The listing's order and bytes do not depend on the start order.</summary>
internal sealed class ToolCatalog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IReadOnlyList<Tool>> _byServer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _policies = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _servers;
    private readonly IReadOnlyList<OwnTool> _own;
    private readonly bool _listsServers;
    private volatile Snapshot _snapshot;

    /// <param name="servers">In the order of the listing.</param>
    /// <param name="own">The gateway's own tools; their names win.</param>
    /// <param name="listsServers">Whether the servers' tools are offered under names of their own.</param>
    public ToolCatalog(IReadOnlyList<string> servers, IReadOnlyList<OwnTool> own, bool listsServers)
    {
        (_servers, _own, _listsServers) = (servers, own, listsServers);
        _snapshot = Snapshot.Of([], own, listsServers);
    }

    /// <summary>The result of tools/list.</summary>
    public byte[] Listing => _snapshot.Listing;

    /// <summary>All names that can be called now.</summary>
    public IEnumerable<string> Names => _snapshot.Names;

    /// <summary>Names that two servers' tools would share; neither is offered.</summary>
    public IReadOnlyList<string> Withheld => _snapshot.Withheld;

    public IReadOnlyList<Tool> Tools => _snapshot.Tools;

    /// <summary>Replaces what one server offers; true when the listing changed.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="tools">Guarded.</param>
    /// <param name="policy">The fingerprint of what guarded them; null for the same as before.</param>
    public bool Publish(string server, IReadOnlyList<Tool> tools, string? policy = null)
    {
        lock (_lock)
        {
            if (policy is not null) _policies[server] = policy;
            _byServer[server] = tools;
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
        lock (_lock) return _byServer.All(listed => listed.Value.Count == 0 || _policies.GetValueOrDefault(listed.Key, "") == policy);
    }

    /// <summary>The tool that a raw JSON string names, quotes included.</summary>
    public Tool? Find(ReadOnlySpan<byte> rawName) => _snapshot.Find(Utf8Name(rawName));

    /// <summary>A server's tool by its own name.</summary>
    public Tool? Find(string server, string tool) => ToolsOf(server).FirstOrDefault(candidate => candidate.Name == tool);

    /// <summary>What one server offers, whether or not it is listed.</summary>
    public IReadOnlyList<Tool> ToolsOf(string server)
    {
        lock (_lock) return _byServer.GetValueOrDefault(server) ?? [];
    }

    public OwnTool? FindOwn(ReadOnlySpan<byte> rawName)
    {
        var name = Utf8Name(rawName);
        foreach (var tool in _own)
        {
            if (name.SequenceEqual(tool.Utf8Name)) return tool;
        }

        return null;
    }

    // Under the lock.
    private Snapshot Present() => Snapshot.Of([.. _servers.Where(_byServer.ContainsKey).SelectMany(name => _byServer[name])], _own, _listsServers);

    private static ReadOnlySpan<byte> Utf8Name(ReadOnlySpan<byte> rawName)
    {
        var inside = rawName[1..^1];
        return inside.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(rawName)) : inside;
    }

    private sealed class Snapshot
    {
        private readonly Dictionary<byte[], Tool>.AlternateLookup<ReadOnlySpan<byte>> _byName;

        private Snapshot(IReadOnlyList<Tool> tools, IReadOnlyList<string> withheld, byte[] listing, IReadOnlyList<string> names)
        {
            (Tools, Withheld, Listing, Names) = (tools, withheld, listing, names);
            _byName = tools.ToDictionary(tool => Encoding.UTF8.GetBytes(tool.ExposedName), Utf8Comparer.Instance)
                .GetAlternateLookup<ReadOnlySpan<byte>>();
        }

        public IReadOnlyList<Tool> Tools { get; }

        public IReadOnlyList<string> Withheld { get; }

        public byte[] Listing { get; }

        public IReadOnlyList<string> Names { get; }

        public static Snapshot Of(IReadOnlyList<Tool> tools, IReadOnlyList<OwnTool> own, bool listsServers)
        {
            var ownNames = own.Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
            var groups = tools.GroupBy(tool => tool.ExposedName, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
            var offered = !listsServers ? [] : tools.Where(tool => groups[tool.ExposedName] == 1 && !ownNames.Contains(tool.ExposedName)).ToArray();
            var withheld = groups.Where(group => group.Value > 1 || ownNames.Contains(group.Key)).Select(group => group.Key).ToArray();
            return new(offered, withheld, Write(own, offered), [.. own.Select(tool => tool.Name), .. offered.Select(tool => tool.ExposedName)]);
        }

        public Tool? Find(ReadOnlySpan<byte> name) => _byName.TryGetValue(name, out var tool) ? tool : null;

        private static byte[] Write(IReadOnlyList<OwnTool> own, IReadOnlyList<Tool> tools)
        {
            var listing = new MemoryStream();
            listing.Write("{\"tools\":["u8);
            foreach (var entry in own.Select(tool => tool.Json).Concat(tools.Select(tool => tool.Json)))
            {
                if (listing.Position > 10) listing.WriteByte((byte)',');
                listing.Write(entry);
            }

            listing.Write("]}"u8);
            return listing.ToArray();
        }
    }
}
