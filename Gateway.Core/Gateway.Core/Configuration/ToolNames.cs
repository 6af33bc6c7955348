namespace Gateway.Core.Configuration;

/// <summary>How the client sees the servers' tools.</summary>
internal enum ToolNames
{
    /// <summary><c>server_tool</c>.</summary>
    Prefixed,

    /// <summary><c>tool</c>; only with one server.</summary>
    Plain,
}
