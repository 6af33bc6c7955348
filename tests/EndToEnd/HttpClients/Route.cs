namespace EndToEnd.HttpClients;

/// <summary>Which address of the gateway a client is given.</summary>
public enum Route
{
    /// <summary><c>/mcp</c>: all servers, by names that tell them apart.</summary>
    AllServers,

    /// <summary><c>/mcp/{server}</c>: one server, by its own names.</summary>
    OneServer,
}
