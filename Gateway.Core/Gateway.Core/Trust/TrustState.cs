namespace Gateway.Core.Trust;

/// <summary>How a server stands to its pins.</summary>
internal enum TrustState
{
    /// <summary>It is as it was trusted.</summary>
    Trusted,

    /// <summary>It changed, and somebody must approve that.</summary>
    NeedsApproval,

    /// <summary>It changed, and its next start trusts that: only the user can have changed it.</summary>
    Changed,

    /// <summary>Its file was never used: its first use trusts it.</summary>
    Unused,

    /// <summary>It is switched off in the file, so nothing of it is compared.</summary>
    Off,

    /// <summary>It is trusted, and no longer in the file.</summary>
    Gone,
}
