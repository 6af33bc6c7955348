namespace Gateway.Core.Servers.Remote;

/// <summary>One of the ways MCP goes over HTTP.</summary>
internal interface IRemoteTransport
{
    /// <summary>Sends a message and passes on what comes for it; done when nothing more will come.</summary>
    /// <exception cref="RemoteFault">There will be no answer.</exception>
    Task SendAsync(Exchange exchange);

    /// <summary>Tells the server that the gateway leaves.</summary>
    Task CloseAsync();
}
