namespace Gateway.Plugins.Strays;

/// <summary>Finds something behind the end of the text.</summary>
[Guardrail("strays")]
public sealed class StraysGuardrail : TextGuardrail
{
    private static readonly FindingKind Found = new("stray", "<STRAY>");

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Found];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) >= 0) findings.Add(Found, leaf.Text.Length - 1, 2);
    }
}
