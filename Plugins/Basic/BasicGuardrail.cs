using System.Composition;
using Gateway.Detection;
using Gateway.Detection.Views;

namespace Gateway.Plugins.Basic;

/// <summary>Finds tokens, keys and passwords by the rules of this folder, of the user's rule files and of the user's own expressions.</summary>
[Guardrail("basic", Directions = Directions.Both, Order = 100, Description = "Masks tokens, keys and passwords", Options = typeof(BasicOptions))]
public sealed class BasicGuardrail : TextGuardrail
{
    [ThreadStatic]
    private static Detections? _found;

    private readonly Dictionary<string, FindingKind> _kinds;
    private readonly Task<Finder> _rules;
    private readonly Detector? _custom;
    private readonly AllowList _allowed;

    /// <summary>Reads the options and the rules.</summary>
    /// <exception cref="PluginOptionsException">A rule file, an own expression or an allowed value cannot be used.</exception>
    [ImportingConstructor]
    public BasicGuardrail(PluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.GetOptions<BasicOptions>();
        var set = RuleSet.Load(options, context.BaseFolder);
        _kinds = set.Kinds;
        _allowed = AllowList.From(options);
        if (set.Custom.Count > 0) _custom = new(set.Custom);
        // Beside the start: the first message that passes waits for it.
        _rules = Task.Run(() => (Finder)new ViewedFinder(new Detector(set.Rules)));
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<FindingKind> Kinds => _kinds.Values;

    /// <inheritdoc/>
    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = _found ??= new();
        found.Clear();
        // The name of a member is not assigned to itself; and no token of a provider is a number, but what the user looks for may be one.
        var property = leaf.Kind == LeafKind.Name ? default : leaf.Property;
        if (leaf.Kind is not LeafKind.Number) _rules.GetAwaiter().GetResult().Find(leaf.Text, property, found);
        _custom?.Find(leaf.Text, property, found);
        foreach (ref readonly var detection in found.Found)
        {
            if (_allowed.Contains(leaf.Text.Slice(detection.Start, detection.Length))) continue;
            var kind = _kinds[detection.Kind];
            if (findings.WantsReasons) findings.Add(kind, detection.Start, detection.Length, detection.Confidence, detection.Reason);
            else findings.Add(kind, detection.Start, detection.Length, detection.Confidence);
        }
    }
}
