using System.Text.Json;

namespace Gateway.Core.Configuration;

/// <summary>Reads what an entry says of a remote server.</summary>
internal sealed class RemoteReader(ServerText text)
{
    private static readonly string[] CursorKeys = ["CLIENT_ID", "CLIENT_SECRET"];

    public RemoteConfiguration Read(ConfigurationNode entry, RemoteTransport transport)
    {
        var url = ReadUrl(entry);
        var headers = entry.Find("headers") is { } node ? RemoteHeaders.Read(node.RequireObject(), text) : [];
        if (headers.Count > 0 && url is not null && SendsInTheOpen(url)) text.Warn(entry.Start, $"its headers go over http:// to another machine, where others can read them; use https://");
        return new() { Url = url ?? "", Transport = transport, Headers = headers, OAuth = ReadOAuth(entry) };
    }

    /// <summary>Whether what is sent there can be read on its way.</summary>
    public static bool SendsInTheOpen(string url) => new Uri(url) is { IsLoopback: false } address && address.Scheme == Uri.UriSchemeHttp;

    private string? ReadUrl(ConfigurationNode entry)
    {
        ConfigurationNode[] nodes = [.. ServerKeys.Addresses.Select(entry.Find).OfType<ConfigurationNode>().Where(node => node.RequireString().Length > 0)];
        if (nodes.Length == 0) text.Failures.Add("it has no \"url\"");
        if (nodes.Length == 0) return null;
        var (key, url) = ($"\"{nodes[0].Key}\"", text.Expand(nodes[0])!.Trim());
        if (Array.Exists(nodes, node => node.RequireString() != nodes[0].RequireString())) text.Failures.Add($"it has both {key} and \"{nodes[1].Key}\"; keep one");
        if (text.Failures.Count > 0) return null; // what could not be expanded is no URL, and that was said

        // Never quoted: its query may hold a secret.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) text.Failures.Add($"its {key} is not an absolute URL");
        else if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) text.Failures.Add($"its {key} must begin with https:// or http://");
        else if (address.UserInfo.Length > 0) text.Failures.Add($"its {key} has a user name in it; put the credentials into \"headers\"");
        else return url;
        return null;
    }

    private OAuthConfiguration? ReadOAuth(ConfigurationNode entry)
    {
        if ((entry.Find("oauth") ?? entry.Find("auth")) is not { Kind: JsonValueKind.Object } node) return null;
        return new()
        {
            ClientId = text.Expand(node.Find("clientId") ?? node.Find(CursorKeys[0])),
            ClientSecret = text.Expand(node.Find("clientSecret") ?? node.Find(CursorKeys[1])),
            Scopes = node.Find("scopes") switch
            {
                null => [],
                { Kind: JsonValueKind.String } words => words.RequireString().Split(' ', StringSplitOptions.RemoveEmptyEntries),
                var list => list.RequireStrings(),
            },
            CallbackPort = ReadPort(node.Find("callbackPort")),
        };
    }

    private static int? ReadPort(ConfigurationNode? node) => node?.RequireMilliseconds() switch
    {
        null => null,
        >= 1 and <= 65535 and var port when port == Math.Floor(port) => (int)port,
        _ => throw node.Fault("must be a port number from 1 to 65535."),
    };
}
