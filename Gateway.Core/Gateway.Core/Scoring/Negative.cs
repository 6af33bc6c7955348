namespace Gateway.Core.Scoring;

/// <summary>What a record without spans was made for.</summary>
internal enum Negative
{
    /// <summary>Nothing: plain text.</summary>
    No,

    /// <summary>A decoy: every finding in it is wrong.</summary>
    Hard,

    /// <summary>Right for a generic rule, wrong for one vendor's: left out of precision.</summary>
    Soft,
}
