namespace Gateway.Core.Configuration;

/// <summary>Which tools the client is shown.</summary>
internal enum Expose
{
    /// <summary>The servers' tools.</summary>
    Tools,

    /// <summary>The gateway's own: <c>get_metadata</c> and <c>run_tool</c>.</summary>
    Meta,

    Both,
}
