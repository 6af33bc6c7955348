namespace Gateway.Plugins.Exits;

/// <summary>Ends the process as a crash of the runtime does: nothing of it runs any more.</summary>
[Guardrail("crashes")]
public sealed class CrashesGuardrail : TextGuardrail
{
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new("crash", "<CRASH>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) >= 0) Environment.FailFast("on purpose");
    }
}
