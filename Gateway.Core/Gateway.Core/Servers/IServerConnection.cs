using Gateway.Core.Guarding;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers;

/// <summary>The way to one running server: a process and its pipes, streams in memory, or HTTP. Asked at its start and end, never for a call.</summary>
internal interface IServerConnection
{
    /// <summary>Raised when the server has lost the session and a new one was opened: what was set up in the old one is gone, and so many calls ended with it.</summary>
    event Action<int>? Reopened
    {
        add { } // a pipe has no session beside the process
        remove { }
    }

    /// <summary>Raised with a sentence when the server is not asked for a while, because it failed again and again; with null when it is asked again. Handlers must not wait.</summary>
    event Action<string?>? TroubleChanged
    {
        add { } // a process that fails has ended
        remove { }
    }

    /// <summary>Raised with a sentence that is worth one line in the log.</summary>
    event Action<string>? Remarked
    {
        add { }
        remove { }
    }

    /// <summary>Opens what the server writes.</summary>
    /// <param name="maxMessage">The longest message in bytes.</param>
    IMessageSource OpenOutput(long maxMessage);

    /// <summary>Opens what the server reads; closing it asks the server to end.</summary>
    IByteWriter OpenInput();

    /// <summary>Waits a little for the end after the output has closed, and says how it ended: a sentence that may quote the server.</summary>
    string WaitForEnd();

    /// <summary>The same without anything that the server said: it may have been of another session.</summary>
    string WaitForBareEnd() => WaitForEnd();

    /// <summary>Keeps what it says on stderr in a file of the folder too, past the guardrails; null keeps nothing.</summary>
    void KeepStderr(string? folder, string server, GuardrailPipeline pipeline)
    {
        // only a process of ours has one
    }

    /// <summary>It does not answer any more; it is stopped next. What several sessions share is ended for all of them.</summary>
    void GiveUp()
    {
        // to be stopped is enough for what nobody else uses
    }

    /// <summary>Ends it; its input is closed already.</summary>
    Task StopAsync();
}
