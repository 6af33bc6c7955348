using Gateway.Core.Plugins;

namespace Gateway.Host.Commands;

/// <summary>Which plugins a command uses, and where their policy and options stand.</summary>
internal sealed record PluginArguments
{
    public string? ConfigurationPath { get; init; }

    public string? ConfigPath { get; init; }

    public required PluginSelection Plugins { get; init; }

    public required IReadOnlyList<string> PluginFolders { get; init; }
}
