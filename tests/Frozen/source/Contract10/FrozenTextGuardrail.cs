using System.Composition;

namespace Contract10;

[Guardrail("frozen-text", Description = "Finds a word", Directions = Directions.Both, Order = 42, Options = typeof(FrozenOptions))]
[method: ImportingConstructor]
public sealed class FrozenTextGuardrail(PluginContext context, FrozenPart part) : TextGuardrail, IAsyncDisposable
{
    private static readonly FindingKind Cold = new("cold", "<COLD>") { Description = "The word", DefaultAction = FindingAction.Mask };
    private static readonly FindingKind Reported = new("reported", "<REPORTED>") { DefaultAction = FindingAction.Report };

    private readonly string _word = context.GetOptions<FrozenOptions>().Word;

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Cold, Reported];

    public override bool ChecksMessages => false;

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        var at = leaf.Text.IndexOf(_word, StringComparison.Ordinal);
        if (at < 0) return;
        if (findings.WantsReasons) findings.Add(Cold, at, _word.Length, 0.9, $"in {leaf.Property} of {leaf.Message.Server}, {leaf.Kind}");
        else findings.Add(Cold, at, _word.Length);
        if (leaf.Property.SequenceEqual("report")) findings.Add(Reported, at, _word.Length, 0.1);
    }

    public ValueTask DisposeAsync()
    {
        context.Log($"{context.Name} says good-bye, {part.Text}, {context.BaseFolder.Length > 0}, {context.Time.GetUtcNow().Year > 2000}, {context.Options.ValueKind}");
        return ValueTask.CompletedTask;
    }
}
