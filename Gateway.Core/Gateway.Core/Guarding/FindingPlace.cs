namespace Gateway.Core.Guarding;

/// <summary>Where in a message something was found, as counts and log lines tell it: never more than a word of the specification.</summary>
internal enum FindingPlace
{
    /// <summary>Beside the payload, or in all of it.</summary>
    Message,
    Arguments,
    Content,
    StructuredContent,
    Meta,
    Error,
    Listing,
    Notification,

    /// <summary>A name or URI, also of an item that was withheld for it.</summary>
    Identity,

    /// <summary>What a client or a server says of itself.</summary>
    Introduction,

    /// <summary>Anywhere else in a request.</summary>
    Request,

    /// <summary>Anywhere else in a result.</summary>
    Result,
}
