using Gateway.Core.Running;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>What the stages of all policies share.</summary>
internal sealed class StageContext
{
    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Raised when something that is shown of guardrails may have changed.</summary>
    public ChangeFlag? Changes { get; init; }

    public WalkerThreads Threads { get; } = new();
}
