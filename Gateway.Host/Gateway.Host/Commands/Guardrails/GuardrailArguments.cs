using Gateway.Core.Plugins;

namespace Gateway.Host.Commands.Guardrails;

/// <summary>Which guardrails a command uses, and where their policy and options stand.</summary>
internal sealed record GuardrailArguments
{
    public string? ConfigurationPath { get; init; }

    public string? ConfigPath { get; init; }

    public required PluginSelection Plugins { get; init; }

    public required IReadOnlyList<string> PluginFolders { get; init; }
}
