namespace Gateway.Core.Scoring;

/// <summary>One record of a data set; its text is in its <see cref="Batch"/>.</summary>
internal sealed class LabelledText
{
    public required string Id { get; init; }

    /// <summary>Line of its file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Where its text begins in the batch.</summary>
    public required int Start { get; init; }

    /// <summary>In UTF-16 units.</summary>
    public required int Length { get; init; }

    /// <summary>The length of the text as UTF-8.</summary>
    public required int Bytes { get; init; }

    public required IReadOnlyList<LabelledSpan> Spans { get; init; }

    /// <summary>The name of the JSON property that holds the text.</summary>
    public string Property { get; init; } = "";

    public Negative Negative { get; init; }

    /// <summary>The value of the member that the scores are grouped by.</summary>
    public string Group { get; init; } = "-";

    /// <summary>Text in which nothing is to be found, taken as it comes.</summary>
    public bool IsClean => Spans.Count == 0 && Negative == Negative.No;

    /// <summary>Its findings, as places in the batch's list.</summary>
    public Range Findings { get; set; }
}
