namespace Gateway.Host.Commands.Guardrails;

/// <summary>What <c>guardrails eval</c> was asked for.</summary>
internal sealed record EvalOptions
{
    public required IReadOnlyList<string> Files { get; init; }

    public string? By { get; init; }

    public IReadOnlyList<string>? Types { get; init; }

    public string? FailUnder { get; init; }

    public string? Predictions { get; init; }

    public bool IsJson { get; init; }
}
