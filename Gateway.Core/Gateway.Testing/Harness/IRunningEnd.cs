namespace Gateway.Testing.Harness;

/// <summary>The gateway's side of a harness: in this process or in one of its own.</summary>
internal interface IRunningEnd
{
    /// <summary>What it has logged so far.</summary>
    IReadOnlyList<string> Log { get; }

    /// <summary>Waits for its end, or brings it about; its client has closed its output.</summary>
    Task EndAsync();
}
