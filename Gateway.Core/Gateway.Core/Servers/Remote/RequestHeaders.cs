namespace Gateway.Core.Servers.Remote;

/// <summary>The headers of Streamable HTTP.</summary>
internal static class RequestHeaders
{
    private static readonly KeyValuePair<string, string> AcceptBoth = new("Accept", "application/json, text/event-stream");
    private static readonly KeyValuePair<string, string> AcceptEvents = new("Accept", "text/event-stream");

    public static List<KeyValuePair<string, string>> ForPost(OutgoingMessage message, McpSession session)
    {
        List<KeyValuePair<string, string>> headers = [AcceptBoth];
        AddSession(headers, session);
        return headers;
    }

    /// <summary>For a stream, from behind an event if one is named, and for the end of a session.</summary>
    public static List<KeyValuePair<string, string>> ForGet(McpSession session, string? lastEventId)
    {
        List<KeyValuePair<string, string>> headers = [AcceptEvents];
        AddSession(headers, session);
        if (lastEventId is not null) headers.Add(new("Last-Event-ID", lastEventId));
        return headers;
    }

    private static void AddSession(List<KeyValuePair<string, string>> headers, McpSession session)
    {
        if (session.Id is not null) headers.Add(new("Mcp-Session-Id", session.Id));
        if (session.Version is not null) headers.Add(new("MCP-Protocol-Version", session.Version));
    }
}
