namespace Gateway.Testing.Tests;

/// <summary>A text guardrail whose behaviour a test writes down in place.</summary>
internal sealed class TextProbe(TextProbe.Finder find, params FindingKind[] kinds) : TextGuardrail
{
    public static readonly FindingKind Secret = new("secret", "<SECRET>");

    public delegate void Finder(in TextLeaf leaf, FindingSink findings);

    public override IReadOnlyCollection<FindingKind> Kinds => kinds is [] ? [Secret] : kinds;

    public override void Find(in TextLeaf leaf, FindingSink findings) => find(leaf, findings);
}
