namespace Gateway.Testing;

/// <summary>What the gateway did about a finding.</summary>
public enum ActionTaken
{
    /// <summary>A placeholder stands in its place, or the item that it is in was withheld.</summary>
    Masked,

    /// <summary>The message that it is in was refused.</summary>
    Blocked,

    /// <summary>Counted; it passed.</summary>
    Reported,
}
