namespace Gateway.Core.Guarding;

/// <summary>Notes the findings of one message with what the guardrails say about them, before they are merged.</summary>
internal sealed class FindingObserver
{
    private readonly List<ObservedFinding> _findings = [];

    public IReadOnlyList<ObservedFinding> Findings => _findings;

    public void Add(ObservedFinding finding) => _findings.Add(finding);

    /// <summary>Forgets what came after the first findings: the walk that found it begins again.</summary>
    public void Keep(int count) => _findings.RemoveRange(count, _findings.Count - count);
}
