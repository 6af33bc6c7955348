namespace Gateway;

/// <summary>One finished call. Whatever guardrails find is masked in all of it, also where the configuration only reports or blocks.</summary>
/// <remarks>Later versions add members; ignore words that you don't know in <see cref="Capability"/>, <see cref="Outcome"/> and <see cref="Findings"/>.</remarks>
public sealed class CallRecord
{
    /// <summary>A UUID; equal for all tracers.</summary>
    public required string Id { get; init; }

    /// <summary>When the call reached the gateway, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Opaque; equal for the calls of one client session.</summary>
    public string Session { get; init; } = "";

    /// <summary>The client's name as it introduced itself; null when it did not.</summary>
    public string? ClientName { get; init; }

    /// <summary>The client's version as it introduced itself; null when it did not.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The server's name in the configuration; empty for what the gateway answers itself.</summary>
    public required string Server { get; init; }

    /// <summary>The MCP method, such as <c>tools/call</c>.</summary>
    public required string Method { get; init; }

    /// <summary>What was used: <c>tool</c>, <c>resource</c>, <c>prompt</c> or <c>other</c>.</summary>
    public string Capability { get; init; } = "other";

    /// <summary>The tool's or prompt's own name on its server, or the resource's URI; null when there is none, or when it may not be shown.</summary>
    public string? CapabilityName { get; init; }

    /// <summary><c>ok</c>, <c>tool_error</c>, <c>error</c>, <c>blocked</c>, <c>cancelled</c>, <c>timeout</c> or <c>server_lost</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Time spent in the gateway, without the server.</summary>
    public TimeSpan GatewayTime { get; init; }

    /// <summary>Time spent in the server.</summary>
    public TimeSpan ServerTime { get; init; }

    /// <summary>Size of the request's message, as it came from the client.</summary>
    public long BytesIn { get; init; }

    /// <summary>Size of the answer's message, as it went to the client; 0 when there was none.</summary>
    public long BytesOut { get; init; }

    /// <summary>What guardrails found, and what was done about it; empty when nothing was found.</summary>
    public IReadOnlyList<CallFinding> Findings { get; init; } = [];

    /// <summary>The arguments as JSON, masked; null unless the tracer asks for <see cref="TracerAttribute.Payloads"/>, when there are none, when over 64 KB, or when they may not be shown because no guardrail could check them.</summary>
    public string? Arguments { get; init; }

    /// <summary>What the client was answered, as JSON, masked: a <c>result</c>, or an <c>error</c> with <c>code</c> and <c>message</c>. Null as <see cref="Arguments"/> are.</summary>
    public string? Result { get; init; }

    /// <summary>The 32 hexadecimal digits of the W3C trace that the client named in <c>_meta.traceparent</c>; null without a valid one.</summary>
    public string? TraceId { get; init; }
}
