namespace Gateway.Core.Tests.Guarding;

/// <summary>Hangs on a text that contains "stuck" until the test lets it go, and finds <see cref="Slot.Word"/> in all others.</summary>
internal sealed class StuckGuardrail : TextGuardrail, IDisposable
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly ManualResetEventSlim _released = new();
    private readonly SemaphoreSlim _left = new(0);

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Kind.Secret];

    public int Asked;

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        Interlocked.Increment(ref Asked);
        if (leaf.Text.Contains("stuck", StringComparison.Ordinal))
        {
            _entered.Release();
            _released.Wait();
            try
            {
                findings.Add(Kind.Secret, 0, leaf.Text.Length);
            }
            finally
            {
                _left.Release();
            }
        }

        var at = leaf.Text.IndexOf(Slot.Word, StringComparison.Ordinal);
        if (at >= 0) findings.Add(Kind.Secret, at, Slot.Word.Length);
    }

    public void AwaitStuck() => Assert.That(_entered.Wait(Patience.Limit), Is.True, "it was not asked");

    /// <summary>Lets the stuck threads go, and waits until they have left it.</summary>
    public void Release(int threads = 1)
    {
        _released.Set();
        for (var i = 0; i < threads; i++) Assert.That(_left.Wait(Patience.Limit), Is.True, "it did not come back");
    }

    public void Dispose() => _released.Set();
}
