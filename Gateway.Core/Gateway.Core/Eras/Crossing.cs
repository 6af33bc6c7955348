using Gateway.Core.Servers;

namespace Gateway.Core.Eras;

/// <summary>Whether a request crosses from one era of the protocol to the other on its way to a server.</summary>
internal enum Crossing
{
    /// <summary>Client and server are of one era: messages pass as they are.</summary>
    None,

    /// <summary>A legacy client's request to a modern server.</summary>
    ToModern,

    /// <summary>A modern client's request to a legacy server.</summary>
    ToLegacy,
}

internal static class Crossings
{
    public static Crossing Between(Introduction? client, ChildServer server) => (client?.IsModern ?? server.IsModern, server.IsModern) switch
    {
        (false, true) => Crossing.ToModern,
        (true, false) => Crossing.ToLegacy,
        _ => Crossing.None,
    };
}
