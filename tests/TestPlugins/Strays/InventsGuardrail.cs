namespace Gateway.Plugins.Strays;

/// <summary>Finds a kind that it never declared.</summary>
[Guardrail("invents")]
public sealed class InventsGuardrail : TextGuardrail
{
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new("declared", "<DECLARED>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) is >= 0 and var at) findings.Add(new("invented", "<INVENTED>"), at, "swordfish".Length);
    }
}
