using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Catalog;

/// <summary>One page of a server's list.</summary>
/// <param name="Entries">Raw, whatever they are.</param>
/// <param name="NextCursor">Raw, quotes included; null on the last page.</param>
/// <param name="Hints">What the page says of itself.</param>
internal sealed record ListPage(IReadOnlyList<byte[]> Entries, byte[]? NextCursor, CacheHints Hints)
{
    public static ListPage Read(ReadOnlySpan<byte> result, ListKind kind)
    {
        var next = JsonMembers.Raw(result, "nextCursor"u8);
        return new(
            JsonMembers.Items(JsonMembers.Raw(result, Encoding.ASCII.GetBytes(kind.Member))),
            JsonText.TextOf(next) is null ? null : next.ToArray(),
            CacheHints.Of(result));
    }
}
