using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Catalog;

/// <summary>A prompt, a resource or a URI template of one server, as it is listed and as it is asked for.</summary>
internal sealed class ListedEntry
{
    /// <summary>The server's name in the configuration.</summary>
    public required string Server { get; init; }

    /// <summary>What the client asks for it by: the exposed name of a prompt, the URI of a resource.</summary>
    public required string Key { get; init; }

    /// <summary>The server's own name or URI as raw JSON, to be spliced into requests.</summary>
    public required byte[] RawName { get; init; }

    /// <summary>Its entry of the listing: the server's bytes, with the exposed name and the guardrails' masks.</summary>
    public required byte[] Json { get; init; }

    /// <summary>An entry from its guarded bytes; null when it has nothing to ask for it by.</summary>
    public static ListedEntry? Read(byte[] entry, ListKind kind, string server, ExposedNames names)
    {
        var place = JsonMembers.Find(entry, Encoding.ASCII.GetBytes(kind.Key));
        if (JsonText.TextOf(place.Of(entry)) is not { Length: > 0 } own) return null;
        var key = kind.IsNamed ? names.Of(server, own) : own;
        return new()
        {
            Server = server,
            Key = key,
            RawName = place.Of(entry).ToArray(),
            Json = key == own ? entry : [.. entry[..place.Start], .. JsonText.Quote(key), .. entry[place.End..]],
        };
    }
}
