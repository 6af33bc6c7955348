namespace Gateway.Core.Servers;

/// <summary>Where a server is in its life.</summary>
internal enum ServerState
{
    /// <summary>Configured, and not to be started: disabled, blocked, or its configuration cannot be used.</summary>
    Idle,

    /// <summary>Its configuration is another than the one its user has approved: it is not started before that.</summary>
    NeedsApproval,

    /// <summary>Its process starts, or it has not answered <c>initialize</c> and <c>tools/list</c> yet. Calls wait for it.</summary>
    Starting,

    /// <summary>Its tools can be called.</summary>
    Ready,

    /// <summary>Its tools can be called, and something is wrong with it.</summary>
    Degraded,

    /// <summary>It could not be started, or it has ended and is started again later.</summary>
    Failed,

    /// <summary>The gateway has ended it.</summary>
    Stopped,
}
