using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>Whether an entry is a program or a remote server, by its <c>type</c> or else by what it has.</summary>
internal static class ServerKind
{
    private static readonly (string Word, RemoteTransport? Transport)[] Types =
    [
        ("stdio", null), ("local", null), ("http", RemoteTransport.StreamableHttp), ("streamablehttp", RemoteTransport.StreamableHttp), ("sse", RemoteTransport.Sse),
    ];

    /// <summary>The transport of a remote server; null for a program.</summary>
    public static RemoteTransport? Find(ConfigurationNode entry, List<string> failures)
    {
        string[] addresses = Array.FindAll(ServerKeys.Addresses, key => entry.Find(key)?.RequireString() is { Length: > 0 });
        var type = entry.Find("type")?.RequireString();
        if (type is null)
        {
            if (addresses.Length > 0 && entry.Find("command") is not null) failures.Add($"it has both \"command\" and \"{addresses[0]}\"; remove one, or say with \"type\" which counts");
            return addresses.Length > 0 ? RemoteTransport.Detected : null;
        }

        var word = type.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        foreach (var (known, transport) in Types)
        {
            if (known.Equals(word, StringComparison.OrdinalIgnoreCase)) return transport;
        }

        failures.Add($"its \"type\" {(word is "ws" or "websocket" ? $"'{Printable.Line(type)}' is not supported" : "is unknown")}; known are stdio, http, sse, streamable-http");
        return null;
    }
}
