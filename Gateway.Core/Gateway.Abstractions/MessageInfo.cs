namespace Gateway;

/// <summary>What is known of a message without reading its payload.</summary>
public sealed class MessageInfo
{
    /// <summary>Which way it travels.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The MCP method, such as <c>tools/call</c>; for an answer, that of the request it answers.</summary>
    public required string Method { get; init; }

    /// <summary>The server's name in the configuration; empty for what the gateway says itself.</summary>
    public required string Server { get; init; }

    /// <summary>The tool's own name on its server, after prefixes and <c>run_tool</c> are resolved; null when no tool is called.</summary>
    public string? Tool { get; init; }

    /// <summary>True for a result or an error, false for a request or a notification.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Opaque; equal for the messages of one client session.</summary>
    public string Session { get; init; } = "";
}
