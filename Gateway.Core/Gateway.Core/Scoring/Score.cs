namespace Gateway.Core.Scoring;

/// <summary>Counts of a scorecard's line, and the rates that follow from them. A rate of nothing is null: it is neither good nor bad.</summary>
internal sealed class Score
{
    /// <summary>Spans that ought to be found.</summary>
    public int Gold { get; set; }

    /// <summary>Those of which half is found, by whatever kind.</summary>
    public int Found { get; set; }

    /// <summary>Those that would be masked whole.</summary>
    public int Full { get; set; }

    /// <summary>Findings that touch one of them.</summary>
    public int TruePositives { get; set; }

    /// <summary>Findings that touch none.</summary>
    public int FalsePositives { get; set; }

    /// <summary>UTF-8 bytes of text in which nothing is to be found, decoys left out.</summary>
    public long CleanBytes { get; set; }

    /// <summary>False positives in it.</summary>
    public int CleanFalsePositives { get; set; }

    /// <summary>Decoys.</summary>
    public int HardNegatives { get; set; }

    /// <summary>Decoys in which something was found.</summary>
    public int HardFlagged { get; set; }

    public double? Recall => Rate(Found, Gold);

    public double? FullRate => Rate(Full, Gold);

    public double? Precision => Rate(TruePositives, TruePositives + FalsePositives);

    public double? HardRate => Rate(HardFlagged, HardNegatives);

    /// <summary>False positives in 10⁶ bytes of clean text.</summary>
    public double? FalsePositivesPerMegabyte => CleanBytes == 0 ? null : CleanFalsePositives / (CleanBytes / 1e6);

    private static double? Rate(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
