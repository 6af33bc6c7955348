namespace Gateway.Detection;

/// <summary>Something that was found in a text.</summary>
public readonly record struct DetectedSpan
{
    /// <summary>What it is, such as <c>github_pat</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its first character, in UTF-16 units from 0.</summary>
    public required int Start { get; init; }

    /// <summary>Its length in UTF-16 units, at least 1.</summary>
    public required int Length { get; init; }

    /// <summary>How certain it is, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What told it, for people who ask why: the rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>What a check said, such as <c>checksum fails</c>; null when nothing was checked.</summary>
    public string? Check { get; init; }

    /// <summary>The form of the text in which it was found, such as <c>base64</c>; null for the text as it stands.</summary>
    public string? View { get; init; }

    /// <summary>Rule, check and view in a sentence, for people.</summary>
    public string Reason => $"rule {Rule}{(Check is null ? "" : $", {Check}")}{(View is null ? "" : $", read as {View}")}";

    /// <summary>The position after its last character.</summary>
    public int End => Start + Length;
}
