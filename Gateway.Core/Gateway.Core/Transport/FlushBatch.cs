namespace Gateway.Core.Transport;

/// <summary>What one reader's lines have put into outboxes: written out together when no whole line is left to read.</summary>
/// <remarks>This is what makes many calls in flight cheap: many messages to a write.</remarks>
internal sealed class FlushBatch
{
    [ThreadStatic]
    private static FlushBatch? _current;

    private readonly List<Outbox> _outboxes = [];

    /// <summary>The batch of the calling thread; null when what it sends must go out at once.</summary>
    public static FlushBatch? Current
    {
        get => _current;
        set => _current = value;
    }

    public void Add(Outbox outbox)
    {
        if (!_outboxes.Contains(outbox)) _outboxes.Add(outbox);
    }

    public void Flush()
    {
        foreach (var outbox in _outboxes) outbox.Flush();
        _outboxes.Clear();
    }
}
