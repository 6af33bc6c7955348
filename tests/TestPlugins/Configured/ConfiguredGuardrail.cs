namespace Gateway.Plugins.Configured;

[Guardrail("configured", Directions = Directions.ToServer, Order = 5, ByNameOnly = true, Description = "Has many options.", Options = typeof(ConfiguredOptions))]
public sealed class ConfiguredGuardrail : TextGuardrail
{
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new FindingKind("configured", "<CONFIGURED>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
    }
}
