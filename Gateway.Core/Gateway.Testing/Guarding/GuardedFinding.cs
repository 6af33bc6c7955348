namespace Gateway.Testing;

/// <summary>A finding in a message, as its guardrail gave it, and what the gateway did about it.</summary>
/// <example><code>
/// var finding = result.Findings.Single(finding => finding.Kind == "house_key");
/// // finding.Text == "house-1234", finding.Action == ActionTaken.Masked
/// </code></example>
public sealed record GuardedFinding
{
    /// <summary>The name of its guardrail.</summary>
    public required string Guardrail { get; init; }

    /// <summary>The name of its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The found text itself.</summary>
    public required string Text { get; init; }

    /// <summary>Where it starts in its string, counted in UTF-16 units from 0.</summary>
    public required int Start { get; init; }

    /// <summary>What its string is in the JSON.</summary>
    public required LeafKind Leaf { get; init; }

    /// <summary>From 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What was done.</summary>
    public required ActionTaken Action { get; init; }

    /// <summary>The guardrail's reason; null when it gives none.</summary>
    public string? Reason { get; init; }
}
