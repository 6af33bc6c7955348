using Gateway.Detection.Rules;

namespace Gateway.Detection.RuleFiles;

/// <summary>A rule of a file, and what people see of its kind.</summary>
public sealed class RuleDefinition
{
    /// <summary>The rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>What takes the place of a finding, such as <c>&lt;GITHUB_PERSONAL_ACCESS_TOKEN&gt;</c>.</summary>
    public required string Placeholder { get; init; }

    /// <summary>One line for people, without a full stop.</summary>
    public string Description { get; init; } = "";
}
