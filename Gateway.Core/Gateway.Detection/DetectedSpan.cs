namespace Gateway.Detection;

/// <summary>A secret in a text.</summary>
public readonly record struct DetectedSpan
{
    /// <summary>The rule that found it.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Its first character, in UTF-16 units from 0.</summary>
    public required int Start { get; init; }

    /// <summary>Its length in UTF-16 units, at least 1.</summary>
    public required int Length { get; init; }

    /// <summary>How certain it is, from 0 to 1.</summary>
    public required double Confidence { get; init; }
}
