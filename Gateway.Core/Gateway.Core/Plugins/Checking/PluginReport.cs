namespace Gateway.Core.Plugins.Checking;

/// <summary>What a look at one plugin found; no code of it has run.</summary>
internal sealed record PluginReport
{
    public required PluginFile File { get; init; }

    /// <summary>What it exports, as far as that could be read.</summary>
    public IReadOnlyList<PluginDescription> Exports { get; init; } = [];

    /// <summary>Relative paths of what this machine would load.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether the plugins.lock beside it names it as it is; null without a lock.</summary>
    public bool? IsLocked { get; init; }

    /// <summary>Every sentence that a gateway would have for it; the first is the one it gives.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
