using System.Composition;

namespace Gateway.Plugins.Fish;

/// <summary>A good plugin: finds "swordfish".</summary>
[Guardrail("fish", Description = "Finds a fish.", Options = typeof(FishOptions))]
[method: ImportingConstructor]
public sealed class FishGuardrail(PluginContext context) : TextGuardrail
{
    private static readonly FindingKind Found = new("fish", "<FISH>");

    private readonly string _word = context.GetOptions<FishOptions>().Word;

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Found];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        var at = leaf.Text.IndexOf(_word, StringComparison.Ordinal);
        if (at >= 0) findings.Add(Found, at, _word.Length);
    }
}
