namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>Masks one word with its version, and notices when it is asked after its end.</summary>
internal sealed class VersionedText(int version, string word) : TextGuardrail, IDisposable
{
    private readonly FindingKind _kind = new("secret", $"<T{version}>");
    private volatile bool _isDisposed;

    public override IReadOnlyCollection<FindingKind> Kinds => [_kind];

    /// <summary>How often any of them was asked after its end.</summary>
    public static int Late;

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (_isDisposed) Interlocked.Increment(ref Late);
        var at = leaf.Text.IndexOf(word, StringComparison.Ordinal);
        if (at >= 0) findings.Add(_kind, at, word.Length);
    }

    public void Dispose() => _isDisposed = true;
}
