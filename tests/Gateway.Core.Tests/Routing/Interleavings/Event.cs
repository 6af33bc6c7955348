namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>What can happen to calls.</summary>
internal enum Event
{
    Call,
    Progress,
    Answer,
    Error,
    BadAnswer,
    LateAnswer,
    Cancel,
    Tick,
    Crash,
    Restart,
    Reconfigure,
}
