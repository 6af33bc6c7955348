namespace Gateway.Core.Servers;

/// <summary>The states in the words that people and programs read.</summary>
internal static class ServerStates
{
    public static string Word(this ServerState state) => state switch
    {
        ServerState.Idle => "idle",
        ServerState.NeedsApproval => "needs_approval",
        ServerState.Starting => "starting",
        ServerState.Ready => "ready",
        ServerState.Degraded => "degraded",
        ServerState.Failed => "failed",
        _ => "stopped",
    };

    /// <summary>Nothing is to be started: neither now nor later.</summary>
    public static bool IsOff(this ServerState state) => state is ServerState.Idle or ServerState.NeedsApproval;
}
