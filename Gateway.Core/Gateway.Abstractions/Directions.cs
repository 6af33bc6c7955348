namespace Gateway;

/// <summary>The directions a guardrail wants to see.</summary>
[Flags]
public enum Directions
{
    /// <summary>None; a guardrail that asks for this is refused.</summary>
    None = 0,

    /// <summary>Messages towards servers.</summary>
    ToServer = 1,

    /// <summary>Messages towards the client.</summary>
    ToClient = 2,

    /// <summary>All messages.</summary>
    Both = ToServer | ToClient,
}
