using System.Text.Json.Nodes;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>One option of a plugin, read without running the plugin.</summary>
internal sealed record OptionDescription
{
    /// <summary>As it stands in the configuration: <c>custom_token_regexes</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What may stand for it, in JSON's words.</summary>
    public required string Type { get; init; }

    /// <summary>What holds when the configuration does not set it; meaningless when it is computed.</summary>
    public required JsonNode? Default { get; init; }

    /// <summary>Whether the default is known to the plugin's code only.</summary>
    public required bool IsComputed { get; init; }

    public required string Description { get; init; }
}
