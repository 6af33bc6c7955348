namespace Gateway.Plugins.Explodes;

/// <summary>Masks, and throws on a thread, a timer, the pool and the finalizer's thread of its own; with messages that nobody may see.</summary>
[Guardrail("explodes")]
public sealed class ExplodesGuardrail : TextGuardrail
{
    private static readonly FindingKind Found = new("explosion", "<BANG>");

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Found];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) is not (>= 0 and var at)) return;
        findings.Add(Found, at, "swordfish".Length);
        new Thread(ThrowOnThread).Start();
        ThreadPool.QueueUserWorkItem(ThrowInPool);
        _ = new Timer(ThrowInTimer, null, 0, Timeout.Infinite);
        Leave();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static void ThrowOnThread() => throw new FormatException("swordfish");

    private static void ThrowInPool(object? state) => throw new FormatException("swordfish");

    private static void ThrowInTimer(object? state) => throw new FormatException("swordfish");

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Leave() => _ = new Finalized();

    private sealed class Finalized
    {
        ~Finalized() => Throw();

        private static void Throw() => throw new FormatException("swordfish");
    }
}
