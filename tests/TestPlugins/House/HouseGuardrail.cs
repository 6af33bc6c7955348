using System.Composition;

namespace Gateway.Plugins.House;

/// <summary>The plugin of the test kit's README and tests: given to them as an object, and as its built DLL.</summary>
[Guardrail("house", Directions = Directions.Both, Order = 50, Description = "Finds keys of the house", Options = typeof(HouseOptions))]
public sealed class HouseGuardrail : TextGuardrail
{
    private readonly FindingKind _key;
    private readonly string _prefix;

    [ImportingConstructor]
    public HouseGuardrail(PluginContext context)
    {
        var options = context.GetOptions<HouseOptions>();
        _prefix = options.Prefix;
        _key = new("house_key", $"<{options.Replacement}>");
        Kinds = [_key];
        context.Log($"looks for {options.Prefix}");
    }

    public override IReadOnlyCollection<FindingKind> Kinds { get; }

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Property is "password") findings.Add(_key, 0, leaf.Text.Length, 0.5, "a password");
        for (var from = 0; leaf.Text[from..].IndexOf(_prefix, StringComparison.Ordinal) is var at and >= 0;)
        {
            var end = from + at + _prefix.Length;
            while (end < leaf.Text.Length && char.IsAsciiDigit(leaf.Text[end])) end++;
            findings.Add(_key, from + at, end - from - at, 0.9, "the prefix");
            from = end;
        }
    }
}
