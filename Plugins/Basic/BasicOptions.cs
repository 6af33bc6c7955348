namespace Gateway.Plugins.Basic;

/// <summary>The options of <c>basic</c>.</summary>
public sealed class BasicOptions
{
    /// <summary>The user's own kinds, by name: each finding is replaced by the kind's replacement.</summary>
    public IReadOnlyDictionary<string, CustomTokenRegex> CustomTokenRegexes { get; init; } = new Dictionary<string, CustomTokenRegex>();
}
