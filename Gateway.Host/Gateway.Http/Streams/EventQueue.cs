namespace Gateway.Http.Streams;

/// <summary>The events of one stream: those that wait, and the last ones that were sent. Used under the stream's lock.</summary>
/// <param name="resume">What sent events are counted in; null when nobody may come back for them.</param>
internal sealed class EventQueue(ResumeBudget? resume)
{
    private readonly Queue<StreamEvent> _pending = new();
    private readonly Queue<StreamEvent> _sent = new();
    private long _last;
    private long _forgotten;
    private long _waiting;

    public bool IsEmpty => _pending.Count == 0;

    /// <summary>How many bytes wait; to be asked by anybody.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <param name="message">One message.</param>
    /// <param name="isRead">Whether somebody is connected: else nobody may ever come, and only so much is kept.</param>
    public void Add(byte[] message, bool isRead)
    {
        _pending.Enqueue(new(++_last, message));
        _waiting += message.Length;
        while (!isRead && resume is not null && _waiting > ResumeBudget.OfAbsentReader && _pending.Count > 1)
        {
            var lost = _pending.Dequeue();
            (_forgotten, _waiting) = (lost.Sequence, _waiting - lost.Message.Length);
        }
    }

    /// <summary>The next one; null when none waits.</summary>
    public StreamEvent? Take()
    {
        if (!_pending.TryDequeue(out var next)) return null;
        _waiting -= next.Message.Length;
        if (resume is null) return next;
        _sent.Enqueue(next);
        resume.Add(next.Message.Length);
        while (resume.IsOver && _sent.Count > 0) ForgetOldest();
        return next;
    }

    /// <summary>Lets all that came after an event wait once more; false when not all of it is kept.</summary>
    public bool TryRewind(long last)
    {
        if (last < _forgotten || last > _last) return false;
        StreamEvent[] again = [.. _sent.Where(sent => sent.Sequence > last), .. _pending];
        StreamEvent[] before = [.. _sent.Where(sent => sent.Sequence <= last)];
        resume?.Add(-_sent.Where(sent => sent.Sequence > last).Sum(sent => (long)sent.Message.Length));
        _sent.Clear();
        _pending.Clear();
        foreach (var sent in before) _sent.Enqueue(sent);
        foreach (var pending in again) _pending.Enqueue(pending);
        _waiting = again.Sum(pending => (long)pending.Message.Length);
        return true;
    }

    /// <summary>Nobody will come back.</summary>
    public void Forget()
    {
        while (_sent.Count > 0) ForgetOldest();
    }

    private void ForgetOldest()
    {
        var oldest = _sent.Dequeue();
        _forgotten = oldest.Sequence;
        resume!.Add(-oldest.Message.Length); // what was kept was counted
    }
}
