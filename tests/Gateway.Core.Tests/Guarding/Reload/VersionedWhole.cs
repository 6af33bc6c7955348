namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>The same for whole messages, answering later and on another thread.</summary>
internal sealed class VersionedWhole(int version, string word, Func<Task>? wait = null) : IGuardrail, IDisposable
{
    private readonly FindingKind _kind = new("secret", $"<W{version}>");
    private volatile bool _isDisposed;

    public IReadOnlyCollection<FindingKind> Kinds => [_kind];

    public async ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken)
    {
        await (wait?.Invoke() ?? Task.Run(Thread.Yield, CancellationToken.None));
        if (_isDisposed) Interlocked.Increment(ref VersionedText.Late);
        var texts = message.Texts.Select((text, index) => (Index: index, At: text.Text.IndexOf(word, StringComparison.Ordinal))).Where(found => found.At >= 0);
        TextFinding[] found = [.. texts.Select(text => new TextFinding { Text = text.Index, Kind = _kind, Start = text.At, Length = word.Length })];
        return found.Length == 0 ? Verdict.Pass : Verdict.Found(found);
    }

    public void Dispose() => _isDisposed = true;
}
