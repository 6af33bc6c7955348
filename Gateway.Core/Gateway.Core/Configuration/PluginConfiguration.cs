using System.Text.Json;

namespace Gateway.Core.Configuration;

/// <summary>What the configuration says about one plugin: the gateway's policy for it, and its own options.</summary>
internal sealed record PluginConfiguration
{
    public required string Name { get; init; }

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<ActionRule> Actions { get; init; } = [];

    public FailurePolicy OnFailure { get; init; } = new();

    /// <summary>Null is the gateway's setting for its kind of guardrail.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>As they stand in the file; undefined when there are none.</summary>
    public JsonElement Options { get; init; }

    /// <summary>The folder of the file they stand in.</summary>
    public required string OptionsFolder { get; init; }

    // Options may hold keys of a cloud service: keep them out of logs.
    public override string ToString() => Name;
}
