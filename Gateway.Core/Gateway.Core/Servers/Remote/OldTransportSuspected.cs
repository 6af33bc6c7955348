namespace Gateway.Core.Servers.Remote;

/// <summary>The server knows no Streamable HTTP at this address: it may speak the transport before it.</summary>
internal sealed class OldTransportSuspected(RemoteFault fault) : Exception(fault.Predicate)
{
    /// <summary>What is said when it does not either.</summary>
    public RemoteFault Fault => fault;
}
