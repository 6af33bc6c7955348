namespace Gateway;

/// <summary>How often one kind was found in a call, and what was done about it. It never says what was found.</summary>
public sealed class CallFinding
{
    /// <summary>The guardrail's name.</summary>
    public required string Guardrail { get; init; }

    /// <summary>The kind's name; for a guardrail that refused a message as a whole, the code it gave.</summary>
    public required string Kind { get; init; }

    /// <summary><c>masked</c>, <c>blocked</c>, <c>reported</c> or <c>allowed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Whether it was found on the way to the server or to the client.</summary>
    public required Direction Direction { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; init; }
}
