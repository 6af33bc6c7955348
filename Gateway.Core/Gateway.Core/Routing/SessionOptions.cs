using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Running;
using Gateway.Core.Servers;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Routing;

/// <summary>What a session is made of.</summary>
internal sealed record SessionOptions
{
    public required GatewayConfiguration Configuration { get; init; }

    /// <summary>The session's own; their processes may be starting already.</summary>
    public required IReadOnlyList<ChildServer> Servers { get; init; }

    public required GuardrailPipeline Pipeline { get; init; }

    public required CallTracing Tracing { get; init; }

    public required IClientConnection Client { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Raised when something that is shown of the session may have changed.</summary>
    public ChangeFlag Changes { get; init; } = new();

    /// <summary>What earlier starts have learned of the servers.</summary>
    public ServerMemory Memory { get; init; } = new(null);

    /// <summary>Whether tools of the last start are offered before the servers say what they offer now.</summary>
    public bool RecallsTools { get; init; } = true;

    /// <summary>Told once that the session is over, with a sentence when the gateway had to end it. It must not wait.</summary>
    public Action<string?> OnEnd { get; init; } = static _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
