namespace Gateway.Core.Protocol;

/// <summary>The MCP methods that the gateway itself knows. Source: the MCP specification, revisions 2024-11-05 to 2025-11-25.</summary>
internal static class Methods
{
    public const string Initialize = "initialize";
    public const string Ping = "ping";
    public const string ServerDiscover = "server/discover";
    public const string ToolsList = "tools/list";
    public const string ToolsCall = "tools/call";
    public const string SamplingCreateMessage = "sampling/createMessage";
    public const string ElicitationCreate = "elicitation/create";
    public const string RootsList = "roots/list";
    public const string Initialized = "notifications/initialized";
    public const string Cancelled = "notifications/cancelled";
    public const string Progress = "notifications/progress";
    public const string LogMessage = "notifications/message";
    public const string ToolsListChanged = "notifications/tools/list_changed";
    public const string ResourcesUpdated = "notifications/resources/updated";
    public const string ResourcesRead = "resources/read";
    public const string PromptsGet = "prompts/get";

    // Looked up by their bytes, so that a known method costs no string.
    private static readonly (byte[] Raw, string Name)[] Known =
    [
        .. new[]
        {
            ToolsCall, Progress, ToolsList, Ping, Cancelled, LogMessage, Initialize, Initialized, ServerDiscover, ToolsListChanged,
            SamplingCreateMessage, ElicitationCreate, RootsList, ResourcesUpdated, ResourcesRead, PromptsGet,
        }.Select(name => (System.Text.Encoding.UTF8.GetBytes(name), name)),
    ];

    /// <summary>Whether the name came from <see cref="Parse"/> as one that the gateway knows.</summary>
    public static bool IsKnown(string method)
    {
        foreach (var (_, name) in Known)
        {
            if (ReferenceEquals(name, method)) return true;
        }

        return false;
    }

    /// <summary>The method of a raw JSON string, quotes included.</summary>
    public static string Parse(ReadOnlySpan<byte> raw)
    {
        var inside = raw[1..^1];
        foreach (var (bytes, name) in Known)
        {
            if (inside.SequenceEqual(bytes)) return name;
        }

        return JsonText.Unescape(raw);
    }
}
