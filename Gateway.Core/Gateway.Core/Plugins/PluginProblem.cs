namespace Gateway.Core.Plugins;

/// <summary>Why one file, or one whole folder, is left out. The others are not affected.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">What is wrong and how to put it right; reads on after "PATH is left out:".</param>
internal sealed record PluginProblem(string Path, string Reason)
{
    /// <summary>The names that somebody might ask for and mean this; none when a whole folder is left out.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True when something that plugins.lock names can't be had as it was: then "all" is not what it was either.</summary>
    public bool BreaksLock { get; init; }

    public override string ToString() => $"{Path} is left out: {Reason}";
}
