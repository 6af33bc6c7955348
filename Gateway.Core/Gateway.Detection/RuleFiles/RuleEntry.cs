namespace Gateway.Detection.RuleFiles;

/// <summary>A rule as it is written in a file; RuleFiles/README.md says what each member means.</summary>
internal sealed class RuleEntry
{
    public string Kind { get; set; } = "";

    public string Placeholder { get; set; } = "";

    public string Description { get; set; } = "";

    public string? Pattern { get; set; }

    public IReadOnlyList<string> Keywords { get; set; } = [];

    public IReadOnlyList<string> AssignedTo { get; set; } = [];

    public string Start { get; set; } = "word";

    public string End { get; set; } = "extend";

    public int Reach { get; set; }

    public double Entropy { get; set; }

    public double? Confidence { get; set; }

    public string? Validator { get; set; }

    public bool TakesPlaceholders { get; set; }

    public IReadOnlyList<string> Finds { get; set; } = [];

    public IReadOnlyList<string> Ignores { get; set; } = [];
}
