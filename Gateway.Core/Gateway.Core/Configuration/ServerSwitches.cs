namespace Gateway.Core.Configuration;

/// <summary>What in an entry keeps a server from being started, before any variable is looked at.</summary>
internal static class ServerSwitches
{
    private static readonly Choices<bool> Blocked = new(("blocked", true), ("passed", false), ("skipped", false));

    private static readonly string[] LocalTypes = ["stdio", "local"];

    private static readonly string[] RemoteTypes = ["http", "sse", "streamablehttp", "ws", "websocket"];

    /// <summary>The reason; null when it may start. Every switch is read, so that a wrong type is found also beside another reason.</summary>
    public static string? Find(ConfigurationNode entry)
    {
        var isDisabled = entry.Find("disabled")?.RequireBoolean() is true;
        var isOff = entry.Find("enabled")?.RequireBoolean() is false;
        var isBlocked = entry.Find("blocked")?.RequireChoice(Blocked) is true;
        var type = entry.Find("type")?.RequireString().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        var hasAddress = Array.FindAll(ServerKeys.Addresses, key => entry.Find(key)?.RequireString() is not null).Length > 0;
        var isLocal = type is not null && LocalTypes.Contains(type, StringComparer.OrdinalIgnoreCase);
        var isRemote = type is null ? hasAddress : RemoteTypes.Contains(type, StringComparer.OrdinalIgnoreCase);

        if (isDisabled) return "it is disabled in the file (\"disabled\": true)";
        if (isOff) return "it is disabled in the file (\"enabled\": false)";
        if (isBlocked) return "it is blocked in the file (\"blocked\": \"blocked\"): a scan found it unsafe; set \"skipped\" to start it all the same";
        if (isRemote) return "remote servers are not supported yet";
        return type is null || isLocal ? null : "its \"type\" is unknown; known are stdio, http, sse, streamable-http";
    }
}
