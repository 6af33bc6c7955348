namespace Gateway.Plugins.Exits;

/// <summary>Does so before the session begins.</summary>
[Guardrail("exits-early")]
public sealed class ExitsEarlyGuardrail : TextGuardrail
{
    public ExitsEarlyGuardrail() => Environment.Exit(0);

    public override IReadOnlyCollection<FindingKind> Kinds => [];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
    }
}
