namespace Gateway.Plugins.Lingers;

/// <summary>Never comes back from a text.</summary>
[Guardrail("blocks")]
public sealed class BlocksGuardrail : TextGuardrail
{
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new("block", "<BLOCK>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) >= 0) Thread.Sleep(Timeout.Infinite);
    }
}
