using System.Net;

namespace Gateway.Plugins.Lasso.Settings;

/// <summary>Reads <c>api_base</c> in the forms that people have: the host, the versioned address, or the full one of Lasso's own gateway.</summary>
internal static class ApiAddress
{
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>The address that <c>classify</c> is appended to, and the version it speaks.</summary>
    /// <exception cref="PluginOptionsException">It is no address, or one that the key must not be sent to.</exception>
    public static (Uri Address, ApiVersion Version) Read(string text, ApiVersion? version)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || !(IsHttps(uri) || uri.Scheme == Uri.UriSchemeHttp))
            throw new PluginOptionsException("api_base: is no address; write it like https://server.lasso.security");
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new PluginOptionsException("api_base: must not have a user, a query or a fragment; write it like https://server.lasso.security");
        if (!IsHttps(uri) && !IsThisMachine(uri))
            throw new PluginOptionsException("api_base: must start with https, because the API key and the text of messages are sent there; http is for this machine only");

        var path = uri.AbsolutePath.TrimEnd('/');
        foreach (var end in (string[])["/classify", "/classifix"])
        {
            if (path.EndsWith(end, IgnoreCase)) path = path[..^end.Length].TrimEnd('/');
        }

        var named = Named(path);
        if (named is { } both && version is { } asked && both != asked)
            throw new PluginOptionsException($"api_base: names {Word(both)} and api_version is {Word(asked)}; leave one of them out");
        var speaks = named ?? version ?? ApiVersion.V3;
        if (named is null) path += $"/gateway/{Word(speaks)}";
        return (new UriBuilder(uri) { Path = path + "/" }.Uri, speaks);
    }

    /// <summary>Whether the host is this machine by its very name: no look-up decides where a key goes in clear.</summary>
    public static bool IsThisMachine(Uri uri) =>
        string.Equals(uri.DnsSafeHost, "localhost", IgnoreCase) || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static bool IsHttps(Uri uri) => uri.Scheme == Uri.UriSchemeHttps;

    private static ApiVersion? Named(string path) =>
        path.EndsWith("/v3", IgnoreCase) ? ApiVersion.V3
        : path.EndsWith("/v2", IgnoreCase) ? ApiVersion.V2
        : null;

    private static string Word(ApiVersion version) => version == ApiVersion.V2 ? "v2" : "v3";
}
