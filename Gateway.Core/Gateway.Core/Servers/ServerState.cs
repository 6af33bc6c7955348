namespace Gateway.Core.Servers;

/// <summary>Where a server is in its life.</summary>
internal enum ServerState
{
    /// <summary>Configured, and not to be started: disabled, blocked, or its configuration cannot be used.</summary>
    Idle,

    /// <summary>Configured, and not started before somebody approves what has changed of it: see <c>Trust/</c>.</summary>
    NeedsApproval,

    /// <summary>Its process starts, or it has not answered <c>initialize</c> and <c>tools/list</c> yet.</summary>
    Starting,

    /// <summary>Its tools can be called.</summary>
    Ready,

    /// <summary>It could not be started, or it has ended.</summary>
    Failed,

    /// <summary>The gateway has ended it.</summary>
    Stopped,
}
