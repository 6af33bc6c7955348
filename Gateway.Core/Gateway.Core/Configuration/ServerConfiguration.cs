namespace Gateway.Core.Configuration;

/// <summary>One MCP server behind the gateway, its variables expanded.</summary>
internal sealed record ServerConfiguration
{
    public required string Name { get; init; }

    /// <summary>How it is reached when it is no program of ours; null for a program.</summary>
    public RemoteConfiguration? Remote { get; init; }

    /// <summary>The program; relative ones start from the gateway's folder, as the client would start them.</summary>
    public string? Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary><c>envFile</c> and, over it, <c>env</c>. A variable that <c>env</c> sets to null is absent.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary><c>inheritEnv</c>: what of the gateway's own environment it gets beside the usual.</summary>
    public InheritedVariables Inherited { get; init; } = InheritedVariables.None;

    /// <summary>Full path, relative to the file's folder; null is the gateway's own folder.</summary>
    public string? WorkingFolder { get; init; }

    public ServerTimes Times { get; init; } = new();

    /// <summary>It is started again when it has ended.</summary>
    public bool IsRestarted { get; init; } = true;

    /// <summary>The gateway ends when it cannot be started.</summary>
    public bool IsRequired { get; init; }

    /// <summary>One process, or one remote session, serves all sessions of the gateway; else each session has its own.</summary>
    public bool IsShared { get; init; }

    /// <summary>Why it must not be started; null means: start it.</summary>
    public string? NotStarted { get; init; }

    /// <summary>What its files say of what is run: first the configuration file, then its <c>envFile</c>. Empty when it is switched off.</summary>
    public IReadOnlyList<SourceFile> Sources { get; init; } = [];

    /// <summary>Why somebody must look at it before it is started; null means: start it.</summary>
    public string? NeedsApproval { get; init; }

    // A record prints its members, and these hold secrets.
    public override string ToString() => NotStarted is null ? Name : $"{Name} (not started: {NotStarted})";
}
