using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>A finished call to make a <see cref="CallRecord"/> of; what is not said is what an ordinary call has.</summary>
/// <example><code>
/// var record = new TestCall { Name = "read", Arguments = new { path = "a.txt" }, Outcome = "tool_error" }.ToRecord();
/// </code></example>
public sealed class TestCall
{
    /// <summary>The server's name in the configuration.</summary>
    public string Server { get; init; } = "test";

    /// <summary>The tool that was called, or the resource or prompt that was asked for; null when there is none.</summary>
    public string? Name { get; init; } = "test";

    /// <summary>The MCP method.</summary>
    public string Method { get; init; } = "tools/call";

    /// <summary>The client session.</summary>
    public string Session { get; init; } = "test";

    /// <summary>The client's name.</summary>
    public string? ClientName { get; init; } = "test";

    /// <summary>The client's version.</summary>
    public string? ClientVersion { get; init; } = "1.0";

    /// <summary>How it ended: <c>ok</c>, <c>tool_error</c>, <c>error</c>, <c>blocked</c>, <c>cancelled</c>, <c>timeout</c> or <c>server_lost</c>.</summary>
    public string Outcome { get; init; } = "ok";

    /// <summary>When it reached the gateway.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Time spent in the gateway.</summary>
    public TimeSpan GatewayTime { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Time spent in the server.</summary>
    public TimeSpan ServerTime { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Size of the request, in bytes.</summary>
    public long BytesIn { get; init; } = 100;

    /// <summary>Size of the answer, in bytes.</summary>
    public long BytesOut { get; init; } = 200;

    /// <summary>What guardrails found, and what was done about it.</summary>
    public IReadOnlyList<CallFinding> Findings { get; init; } = [];

    /// <summary>The 32 hexadecimal digits of the client's trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>The arguments: JSON text or an object; null as for a tracer that asks for no payloads.</summary>
    public object? Arguments { get; init; }

    /// <summary>The result or error: JSON text or an object; null as for a tracer that asks for no payloads.</summary>
    public object? Result { get; init; }

    /// <summary>The record as the gateway would make it, with an id of its own.</summary>
    /// <exception cref="PluginTestException">Arguments or result are not JSON.</exception>
    public CallRecord ToRecord() => new()
    {
        Id = Guid.NewGuid().ToString(),
        Time = Time,
        Session = Session,
        ClientName = ClientName,
        ClientVersion = ClientVersion,
        Server = Server,
        Method = Method,
        Capability = Method switch { "tools/call" => "tool", "resources/read" => "resource", "prompts/get" => "prompt", _ => "other" },
        CapabilityName = Name,
        Outcome = Outcome,
        GatewayTime = GatewayTime,
        ServerTime = ServerTime,
        BytesIn = BytesIn,
        BytesOut = BytesOut,
        Findings = Findings,
        TraceId = TraceId,
        Arguments = Arguments is null ? null : TestJson.Of(Arguments, "the arguments"),
        Result = Result is null ? null : TestJson.Of(Result, "the result"),
    };
}
