namespace Gateway.Core.Protocol;

/// <summary>The MCP methods that the gateway itself knows. Source: the MCP specification, revisions 2024-11-05 to 2026-07-28.</summary>
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
    public const string ResourcesList = "resources/list";
    public const string ResourceTemplatesList = "resources/templates/list";
    public const string ResourcesSubscribe = "resources/subscribe";
    public const string ResourcesUnsubscribe = "resources/unsubscribe";
    public const string ResourcesListChanged = "notifications/resources/list_changed";
    public const string PromptsGet = "prompts/get";
    public const string PromptsList = "prompts/list";
    public const string PromptsListChanged = "notifications/prompts/list_changed";
    public const string Complete = "completion/complete";
    public const string SetLevel = "logging/setLevel";
    public const string SubscriptionsListen = "subscriptions/listen";
    public const string SubscriptionsAcknowledged = "notifications/subscriptions/acknowledged";
    public const string RootsListChanged = "notifications/roots/list_changed";
    public const string ElicitationComplete = "notifications/elicitation/complete";
    public const string TasksList = "tasks/list";
    public const string TasksPrefix = "tasks/";

    // Looked up by their bytes, so that a known method costs no string.
    private static readonly (byte[] Raw, string Name)[] Known =
    [
        .. new[]
        {
            ToolsCall, Progress, ToolsList, Ping, Cancelled, LogMessage, Initialize, Initialized, ServerDiscover, ToolsListChanged,
            SamplingCreateMessage, ElicitationCreate, RootsList, ResourcesUpdated, ResourcesRead, PromptsGet,
            ResourcesList, ResourceTemplatesList, ResourcesSubscribe, ResourcesUnsubscribe, ResourcesListChanged, PromptsList, PromptsListChanged,
            Complete, SetLevel, SubscriptionsListen, SubscriptionsAcknowledged, RootsListChanged, ElicitationComplete, TasksList,
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
