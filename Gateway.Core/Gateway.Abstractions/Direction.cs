namespace Gateway;

/// <summary>Which way a message travels.</summary>
public enum Direction
{
    /// <summary>From the client to a server: requests, notifications, answers to a server's requests.</summary>
    ToServer,

    /// <summary>From a server to the client: results, errors, listings, notifications, server requests.</summary>
    ToClient,
}
