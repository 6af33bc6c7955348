namespace Gateway.Core.Tests.Guarding;

/// <summary>A text guardrail whose behaviour a test writes down in place.</summary>
internal sealed class TextProbe(IReadOnlyCollection<FindingKind> kinds, TextProbe.Finder find) : TextGuardrail
{
    public delegate void Finder(in TextLeaf leaf, FindingSink findings);

    public TextProbe(Finder find)
        : this([Kind.Secret], find)
    {
    }

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = kinds;

    public override void Find(in TextLeaf leaf, FindingSink findings) => find(leaf, findings);
}
