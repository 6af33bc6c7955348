using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Processes;

/// <summary>A process with all that it starts, as the platform sees it.</summary>
internal interface IStartedProcess
{
    int Id { get; }

    /// <summary>Completes when the process itself has ended, whatever it has left behind.</summary>
    Task<ProcessEnd> Ended { get; }

    /// <summary>Completes when nothing of it is left.</summary>
    Task Gone { get; }

    Stream OpenOutput();

    IByteWriter OpenInput();

    /// <summary>Closes what it reads, once more when that is closed already.</summary>
    void CloseInput();

    /// <summary>Asks it and its group to end; does nothing where there is no such way.</summary>
    void Ask();

    /// <summary>Ends it and all that it has started.</summary>
    void Kill();
}
