using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>The way to one running server: a process and its pipes, or streams in memory. Asked at its start and end, never for a call.</summary>
internal interface IServerConnection
{
    /// <summary>What the server writes.</summary>
    Stream Output { get; }

    /// <summary>Opens what the server reads; closing it asks the server to end.</summary>
    IByteWriter OpenInput();

    /// <summary>Waits a little for the end after the output has closed, and says how it ended: a sentence that may quote the server.</summary>
    string WaitForEnd();

    /// <summary>Ends it; its input is closed already.</summary>
    Task StopAsync();
}
