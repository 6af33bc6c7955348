namespace Gateway.Testing.Finding;

/// <summary>Keeps the findings of one text and refuses what the gateway refuses.</summary>
internal sealed class ListSink(string text, DeclaredKinds kinds) : FindingSink
{
    private readonly List<FoundText> _found = [];

    public bool IsOpen { get; set; } = true;

    /// <summary>The first thing that was wrong, also when the guardrail swallowed the exception.</summary>
    public string? Fault { get; private set; }

    public override bool WantsReasons => true;

    public IReadOnlyList<FoundText> Found => [.. _found.OrderBy(found => found.Start).ThenByDescending(found => found.Length)];

    public override void Add(FindingKind kind, int start, int length, double confidence = 1) => Keep(kind, start, length, confidence, null);

    public override void Add(FindingKind kind, int start, int length, double confidence, string reason) => Keep(kind, start, length, confidence, reason);

    private void Keep(FindingKind kind, int start, int length, double confidence, string? reason)
    {
        if (!IsOpen) throw new InvalidOperationException("a finding can be added only while Find runs");
        if (kinds.Fault(kind) is { } fault) throw Refuse(fault, nameof(kind));
        if (start < 0 || length <= 0 || start > text.Length - length)
        {
            throw Refuse($"the finding '{kind.Name}' lies outside its text: start {start}, length {length}, and the text has {text.Length} characters", nameof(start));
        }

        _found.Add(new() { Kind = kind.Name, Start = start, Text = text.Substring(start, length), Confidence = confidence, Reason = reason });
    }

    private ArgumentException Refuse(string fault, string parameter)
    {
        Fault ??= fault;
        return new(fault, parameter);
    }
}
