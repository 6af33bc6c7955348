namespace Gateway.Plugins.Lingers;

/// <summary>Masks, and leaves a timer and a thread behind that never end.</summary>
[Guardrail("lingers")]
public sealed class LingersGuardrail : TextGuardrail
{
    private static readonly FindingKind Found = new("linger", "<LINGER>");

    private static readonly List<Timer> Timers = [];

    public LingersGuardrail()
    {
        for (var i = 0; i < 1000; i++) Timers.Add(new(static _ => { }, null, 1, 1));
        new Thread(static () => Thread.Sleep(Timeout.Infinite)).Start(); // in the foreground: .NET waits for it
    }

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Found];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) is >= 0 and var at) findings.Add(Found, at, "swordfish".Length);
    }
}
