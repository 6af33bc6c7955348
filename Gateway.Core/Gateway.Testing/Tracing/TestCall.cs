using System.Globalization;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>A finished call to make a <see cref="CallRecord"/> of; what is not said is what an ordinary call has.</summary>
/// <example><code>
/// var record = new TestCall { Tool = "read", Arguments = new { path = "a.txt" }, Outcome = "tool_error" }.ToRecord();
/// </code></example>
public sealed class TestCall
{
    private static int _lastId;

    /// <summary>The server's name in the configuration.</summary>
    public string Server { get; init; } = "test";

    /// <summary>The tool; null for another request than a call.</summary>
    public string? Tool { get; init; } = "test";

    /// <summary>The MCP method.</summary>
    public string Method { get; init; } = "tools/call";

    /// <summary>The client session.</summary>
    public string Session { get; init; } = "test";

    /// <summary>How it ended: <c>ok</c>, <c>tool_error</c>, <c>error</c>, <c>blocked</c>, <c>cancelled</c>, <c>timeout</c> or <c>server_lost</c>.</summary>
    public string Outcome { get; init; } = "ok";

    /// <summary>When it reached the gateway.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Time spent in the gateway.</summary>
    public TimeSpan Added { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Time spent in the server.</summary>
    public TimeSpan ServerTime { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Number of findings by kind.</summary>
    public IReadOnlyDictionary<string, int> Findings { get; init; } = new Dictionary<string, int>();

    /// <summary>The arguments: JSON text or an object; null as for a tracer that asks for no payloads.</summary>
    public object? Arguments { get; init; }

    /// <summary>The result or error: JSON text or an object; null as for a tracer that asks for no payloads.</summary>
    public object? Result { get; init; }

    /// <summary>The record as the gateway would make it, with an id of its own.</summary>
    /// <exception cref="PluginTestException">Arguments or result are not JSON.</exception>
    public CallRecord ToRecord() => new()
    {
        Id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture),
        Time = Time,
        Request = new() { Direction = Direction.ToServer, Method = Method, Server = Server, Tool = Tool, Session = Session },
        Outcome = Outcome,
        Findings = Findings,
        Added = Added,
        Server = ServerTime,
        Arguments = Arguments is null ? null : TestJson.Of(Arguments, "the arguments"),
        Result = Result is null ? null : TestJson.Of(Result, "the result"),
    };
}
