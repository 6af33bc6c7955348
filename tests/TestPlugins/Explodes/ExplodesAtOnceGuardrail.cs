namespace Gateway.Plugins.Explodes;

/// <summary>Throws in its static constructor.</summary>
[Guardrail("explodes-at-once")]
public sealed class ExplodesAtOnceGuardrail : TextGuardrail
{
    private static readonly int Port = int.Parse("swordfish", System.Globalization.CultureInfo.InvariantCulture);

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new($"explosion-{Port}", "<BANG>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
    }
}
