using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>The headers of Streamable HTTP.</summary>
internal sealed class RequestHeaders(ToolHeaders tools)
{
    private static readonly KeyValuePair<string, string> AcceptBoth = new("Accept", "application/json, text/event-stream");
    private static readonly KeyValuePair<string, string> AcceptEvents = new("Accept", "text/event-stream");

    // Those of a session are the same for all its messages; two threads may both make them.
    private volatile SessionHeaders? _last;

    /// <summary>For a message, from its final bytes: the stateless era repeats in headers what proxies look at.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ForPost(OutgoingMessage message, McpSession session)
    {
        if (message.ModernVersion is null) return ForSession(session);
        List<KeyValuePair<string, string>> headers = [AcceptBoth, new("MCP-Protocol-Version", HeaderValue.Of(message.ModernVersion))];
        if (message.Method is { } method) headers.Add(new("Mcp-Method", HeaderValue.Of(method)));
        var name = message.Method switch
        {
            Methods.ToolsCall or Methods.PromptsGet => message.Name,
            Methods.ResourcesRead => message.Uri,
            _ => null,
        };
        if (name is not null) headers.Add(new("Mcp-Name", HeaderValue.Of(name)));
        if (message.Method == Methods.ToolsCall && tools.Of(message.Name) is { } parameters) headers.AddRange(parameters.For(message.Bytes, message.Arguments));
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

    private List<KeyValuePair<string, string>> ForSession(McpSession session)
    {
        if (_last is { } last && ReferenceEquals(last.Session, session)) return last.Headers;
        List<KeyValuePair<string, string>> headers = [AcceptBoth];
        AddSession(headers, session);
        _last = new(session, headers);
        return headers;
    }

    private static void AddSession(List<KeyValuePair<string, string>> headers, McpSession session)
    {
        if (session.Id is not null) headers.Add(new("Mcp-Session-Id", session.Id));
        if (session.Version is not null) headers.Add(new("MCP-Protocol-Version", session.Version));
    }

    private sealed record SessionHeaders(McpSession Session, List<KeyValuePair<string, string>> Headers);
}
