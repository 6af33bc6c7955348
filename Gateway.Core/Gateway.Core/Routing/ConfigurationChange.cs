using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>What a configuration that was read anew has changed, by the names of servers.</summary>
/// <param name="Added">Servers that there were none of before.</param>
/// <param name="Removed">Servers that there are none of any more.</param>
/// <param name="Changed">Servers that are started again in another form.</param>
internal sealed record ConfigurationChange(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    public static readonly ConfigurationChange Nothing = new([], [], []);

    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;

    public static ConfigurationChange Of(IEnumerable<ChildServer> gone, IEnumerable<ChildServer> added)
    {
        string[] before = [.. gone.Select(server => server.Name)];
        string[] after = [.. added.Select(server => server.Name)];
        return new([.. after.Except(before)], [.. before.Except(after)], [.. before.Intersect(after)]);
    }

    /// <summary>"added: a, b; changed: c"</summary>
    public override string ToString() => string.Join("; ", new[] { ("added", Added), ("removed", Removed), ("changed", Changed) }
        .Where(part => part.Item2.Count > 0).Select(part => $"{part.Item1}: {string.Join(", ", part.Item2.Select(name => Protocol.Printable.Line(name)))}"));
}
