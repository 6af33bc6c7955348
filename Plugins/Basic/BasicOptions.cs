using System.ComponentModel;

namespace Gateway.Plugins.Basic;

/// <summary>The options of <c>basic</c>.</summary>
public sealed class BasicOptions
{
    /// <summary>The user's own kinds, by name: each finding is replaced by the kind's replacement.</summary>
    [Description("Your own kinds by name: what the regex finds, or its group secret, becomes the replacement")]
    public IReadOnlyDictionary<string, CustomTokenRegex> CustomTokenRegexes { get; init; } = new Dictionary<string, CustomTokenRegex>();

    /// <summary>Further rule files: <c>.json</c> in the format of Rules/README.md, <c>.toml</c> in that of gitleaks. Relative paths start from the configuration's folder.</summary>
    [Description("Further rule files, .json in our own format or .toml in that of gitleaks")]
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Values that are no secrets, whatever they look like; exact, in clear. <c>mcp-gateway guardrails allow</c> remembers one without keeping it.</summary>
    [Description("Findings that are exactly this stay")]
    public IReadOnlyList<string> AllowValues { get; init; } = [];

    /// <summary>Expressions of which a whole finding is no secret.</summary>
    [Description("Findings that match as a whole stay")]
    public IReadOnlyList<string> AllowRegexes { get; init; } = [];
}
