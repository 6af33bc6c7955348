namespace Gateway.Http.Streams;

/// <summary>What has become of a stream, for one of its readers.</summary>
internal enum StreamFate
{
    /// <summary>More may come.</summary>
    Open,

    /// <summary>All was sent.</summary>
    Complete,

    /// <summary>The client reads it on another connection.</summary>
    Replaced,

    /// <summary>The client does not read, and is cut off.</summary>
    Aborted,
}
