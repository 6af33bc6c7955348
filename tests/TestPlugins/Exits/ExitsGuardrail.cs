namespace Gateway.Plugins.Exits;

/// <summary>Ends the process as if all were well.</summary>
[Guardrail("exits")]
public sealed class ExitsGuardrail : TextGuardrail
{
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new("exit", "<EXIT>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) >= 0) Environment.Exit(0);
    }
}
