namespace Gateway;

/// <summary>One finished call, as far as it may be known outside: everything in it went through the guardrails.</summary>
public sealed class CallRecord
{
    /// <summary>Unique in the process.</summary>
    public required string Id { get; init; }

    /// <summary>When the call reached the gateway, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What it was about.</summary>
    public required MessageInfo Request { get; init; }

    /// <summary><c>ok</c>, <c>tool_error</c>, <c>error</c>, <c>blocked</c>, <c>cancelled</c>, <c>timeout</c> or <c>server_lost</c>; ignore values you don't know.</summary>
    public required string Outcome { get; init; }

    /// <summary>Number of findings by kind, both directions together.</summary>
    public required IReadOnlyDictionary<string, int> Findings { get; init; }

    /// <summary>Time spent in the gateway, without the server.</summary>
    public TimeSpan Added { get; init; }

    /// <summary>Time spent in the server.</summary>
    public TimeSpan Server { get; init; }

    /// <summary>The arguments as JSON, masked; null unless the tracer asks for <see cref="TracerAttribute.Payloads"/>, or when over the size limit.</summary>
    public string? Arguments { get; init; }

    /// <summary>The result or error as JSON, masked; null under the same conditions as <see cref="Arguments"/>.</summary>
    public string? Result { get; init; }
}
