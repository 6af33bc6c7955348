namespace Gateway.Core.Guarding;

/// <summary>What was done about the findings of one message. Made with the first finding, so that a message without one costs nothing.</summary>
internal sealed class ActionCounts
{
    private readonly Dictionary<ActionKey, int> _counts = [];

    public IReadOnlyDictionary<ActionKey, int> Counts => _counts;

    public void Add(ActionKey key, int count = 1) => _counts[key] = _counts.GetValueOrDefault(key) + count;

    public void Add(KindPolicy policy, TakenAction action, FindingPlace place) => Add(new ActionKey(policy.Guardrail, policy.Kind.Name, action, place));

    public void Add(ActionCounts other)
    {
        foreach (var (key, count) in other._counts) Add(key, count);
    }
}
