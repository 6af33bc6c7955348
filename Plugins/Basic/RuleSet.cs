using Gateway.Detection.RuleFiles;
using Gateway.Detection.Rules;

namespace Gateway.Plugins.Basic;

/// <summary>All rules that are in force, and the kinds that they find.</summary>
internal sealed class RuleSet
{
    private RuleSet()
    {
    }

    /// <summary>By name.</summary>
    public Dictionary<string, FindingKind> Kinds { get; } = new(StringComparer.Ordinal);

    public List<Rule> Rules { get; } = [];

    /// <summary>The user's own expressions, which read numbers too.</summary>
    public List<Rule> Custom { get; } = [];

    /// <exception cref="PluginOptionsException">A rule file or an own expression cannot be used.</exception>
    public static RuleSet Load(BasicOptions options, string baseFolder)
    {
        var set = new RuleSet();
        foreach (var definition in BuiltInRules.Read(withExamples: false)) set.Add(definition);
        for (var i = 0; i < options.Rules.Count; i++)
        {
            if (options.Rules[i] is not { Length: > 0 } path) throw new PluginOptionsException($"rules[{i}]: is empty; write the path of a file");
            foreach (var definition in UserRules.Read(path, baseFolder)) set.Add(definition, path);
        }

        foreach (var (kind, rule) in CustomKinds.From(options, set.Kinds.Keys))
        {
            set.Kinds.Add(kind.Name, kind);
            set.Custom.Add(rule);
        }

        return set;
    }

    private void Add(RuleDefinition definition, string? path = null)
    {
        var rule = definition.Rule;
        if (!Kinds.TryGetValue(rule.Kind, out var kind)) Kinds.Add(rule.Kind, new(rule.Kind, definition.Placeholder) { Description = definition.Description });
        else if (kind.Placeholder != definition.Placeholder) throw new PluginOptionsException($"rules: {path}: the kind '{rule.Kind}' is there already with the placeholder {kind.Placeholder}; use that or another kind");
        Rules.Add(rule);
    }
}
