namespace Gateway;

/// <summary>Something found in one of <see cref="Message.Texts"/>.</summary>
public readonly record struct TextFinding
{
    /// <summary>A finding of full confidence.</summary>
    public TextFinding()
    {
    }

    /// <summary>The text it is in, as <see cref="MessageText.Index"/>.</summary>
    public required int Text { get; init; }

    /// <summary>What it is; one of <see cref="IGuardrail.Kinds"/>.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The first character, counted in UTF-16 units from 0.</summary>
    public required int Start { get; init; }

    /// <summary>The number of UTF-16 units, at least 1.</summary>
    public required int Length { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double Confidence { get; init; } = 1;
}
