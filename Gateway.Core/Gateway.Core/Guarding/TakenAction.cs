namespace Gateway.Core.Guarding;

/// <summary>What was done about a finding. Its words, in lower case, are those of logs and of get_metadata.</summary>
internal enum TakenAction
{
    /// <summary>A placeholder stands in its place, or the item that it is in was withheld.</summary>
    Masked,

    /// <summary>The message that it is in was refused.</summary>
    Blocked,

    /// <summary>Counted; it passed.</summary>
    Reported,

    /// <summary>The user allowed this value; it passed.</summary>
    Allowed,
}
