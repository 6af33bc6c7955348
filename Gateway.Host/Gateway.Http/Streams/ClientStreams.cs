using Gateway.Core.Transport;

namespace Gateway.Http.Streams;

/// <summary>Takes a session's messages to the HTTP responses that they belong to.</summary>
/// <param name="isStateless">The client is modern: there is nothing beside the responses to its requests, and none is resumed.</param>
/// <param name="resumeBytes">How much is kept for one that comes back.</param>
/// <param name="bound">How many bytes may wait on one stream.</param>
/// <param name="onOverBound">Told of a stream whose client does not read it.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientStreams(bool isStateless, long resumeBytes, long bound, Action<ResponseStream> onOverBound, TimeProvider time) : IClientOutput
{
    private const int MostFinished = 16;

    // All streams are looked at only when one of them has this part of what all may have.
    private const int MostLarge = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, ResponseStream> _open = [];
    private readonly Queue<ResponseStream> _finished = new();
    private readonly ResumeBudget? _budget = isStateless ? null : new(resumeBytes);
    private long _lastNumber;
    private TaskCompletionSource? _drained;
    private bool _isOver;

    public bool HasStreams => true;

    // A stream over its bound is closed: nobody waits for it.
    public bool IsOverBound => false;

    public bool IsFarOverBound => false;

    /// <summary>What belongs to no request: the stream that a legacy client gets by GET.</summary>
    public ResponseStream? Standing => isStateless ? null : field ??= new(0, [], _budget, time);

    /// <summary>Completes when no request waits for its answer; who asks sees to it that no more come.</summary>
    public Task WhenDrained
    {
        get
        {
            lock (_lock)
            {
                _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                TellIfDrained();
                return _drained.Task;
            }
        }
    }

    /// <summary>How many requests wait for their answer.</summary>
    public int OpenCount
    {
        get
        {
            lock (_lock) return _open.Count;
        }
    }

    /// <summary>Opens the response to a request.</summary>
    public ResponseStream Open(byte[] id, Func<string, string?>? parameters)
    {
        lock (_lock)
        {
            var stream = new ResponseStream(++_lastNumber, id, _budget, time) { Parameters = parameters };
            if (_isOver) stream.End();
            else _open.Add(stream.Number, stream);
            return stream;
        }
    }

    /// <summary>A stream that is open, or has just been.</summary>
    public ResponseStream? Find(long number)
    {
        if (number == 0) return Standing;
        lock (_lock) return _open.GetValueOrDefault(number) ?? _finished.FirstOrDefault(stream => stream.Number == number);
    }

    /// <summary>Ends the waits of all who wait since before then: their streams show that they are alive.</summary>
    public void EndWaits(long before)
    {
        ResponseStream[] open;
        lock (_lock) open = [.. _open.Values];
        foreach (var stream in open) stream.EndWaits(before);
        Standing?.EndWaits(before);
    }

    /// <summary>Nobody will read it; false when it was answered already.</summary>
    public bool Drop(ResponseStream stream)
    {
        lock (_lock)
        {
            var wasOpen = _open.Remove(stream.Number);
            TellIfDrained();
            return wasOpen;
        }
    }

    public void Send(ReadOnlySpan<byte> message, Splices splices = default, long stream = 0)
    {
        ResponseStream? target;
        lock (_lock) target = _open.GetValueOrDefault(stream) ?? Standing;
        if (target is not null) Watch(target, target.Send(message, splices));
    }

    public void Answer(ReadOnlySpan<byte> message, long stream, Splices splices = default)
    {
        ResponseStream? target;
        lock (_lock)
        {
            if (!_open.Remove(stream, out target)) return; // its client is gone
            if (_budget is not null && target.HasEvents) Finish(target);
            TellIfDrained();
        }

        Watch(target, target.Complete(message, splices));
    }

    public void WaitForRoom()
    {
    }

    // Each response is drained by who writes it.
    public void Drain(TimeSpan limit)
    {
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var stream in _open.Values) stream.End();
            Standing?.End();
        }
    }

    // Many streams that are not read are as much as one.
    private void Watch(ResponseStream stream, long waiting)
    {
        if (waiting > bound) onOverBound(stream);
        else if (waiting > bound / MostLarge && MostWaiting() is { } most) onOverBound(most);
    }

    // The one to close when all together are over the bound.
    private ResponseStream? MostWaiting()
    {
        lock (_lock) return _open.Values.Sum(stream => stream.Waiting) > bound ? _open.Values.MaxBy(stream => stream.Waiting) : null;
    }

    private void TellIfDrained()
    {
        if (_open.Count == 0) _drained?.TrySetResult();
    }

    // Its last event may not have reached the client.
    private void Finish(ResponseStream stream)
    {
        _finished.Enqueue(stream);
        if (_finished.Count > MostFinished) _finished.Dequeue().Forget();
    }
}
