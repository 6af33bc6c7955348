using System.Text.RegularExpressions;
using Gateway;

namespace CustomGuardrail;

[Guardrail("house", Description = "Masks our project names")]
public sealed class HouseGuardrail : TextGuardrail
{
    private static readonly FindingKind Project = new("project", "<PROJECT>");
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Project];
    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        foreach (var match in Regex.EnumerateMatches(leaf.Text, "Bluebird")) findings.Add(Project, match.Index, match.Length);
    }
}
