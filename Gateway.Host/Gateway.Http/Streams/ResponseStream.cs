using System.Buffers;
using Gateway.Core.Transport;

namespace Gateway.Http.Streams;

/// <summary>
/// What goes to the client on the response to one request, or on several responses in a row if it loses the connection: one
/// answer alone, or events of which the answer is the last.
/// </summary>
/// <param name="number">Its number in the session.</param>
/// <param name="id">The raw id of the request; empty for a stream that answers none.</param>
/// <param name="resume">What sent events are kept in; null when nobody may come back for them.</param>
/// <param name="time">The clock.</param>
internal sealed class ResponseStream(long number, byte[] id, ResumeBudget? resume, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly EventQueue _events = new(resume);
    private ArraySegment<byte> _answer;
    private ResponseReader? _reader;
    private bool _hasEvents;
    private bool _isComplete;
    private bool _isAborted;

    public long Number => number;

    public byte[] Id => id;

    /// <summary>Of a modern call: the headers that repeat its arguments, decoded.</summary>
    public Func<string, string?>? Parameters { get; init; }

    /// <summary>Its messages are events, so somebody may come back for them.</summary>
    public bool HasEvents
    {
        get
        {
            lock (_lock) return _hasEvents;
        }
    }

    /// <summary>It has ended, and there is nothing to send.</summary>
    public bool IsCutOff
    {
        get
        {
            lock (_lock) return _isComplete && !_hasEvents && _answer.Array is null;
        }
    }

    /// <summary>How many bytes wait for whoever reads it.</summary>
    public long Waiting => _events.Waiting;

    /// <summary>Appends a message that is not the last.</summary>
    /// <returns>How many bytes wait now for a client that is connected.</returns>
    public long Send(ReadOnlySpan<byte> message, Splices splices)
    {
        lock (_lock)
        {
            if (_isComplete) return 0;
            return Add(message, splices);
        }
    }

    /// <summary>Appends the answer, the last message.</summary>
    public long Complete(ReadOnlySpan<byte> message, Splices splices = default)
    {
        lock (_lock)
        {
            if (_isComplete) return 0;
            _isComplete = true;
            if (_hasEvents) return Add(message, splices);
            var size = splices.SizeOf(message);
            var buffer = ArrayPool<byte>.Shared.Rent(size);
            splices.Write(message, buffer);
            _answer = new(buffer, 0, size);
            Tell();
            return 0;
        }
    }

    /// <summary>There will be no answer.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isComplete = true;
            Tell();
        }
    }

    /// <summary>Its client is to be cut off.</summary>
    public void Abort()
    {
        lock (_lock)
        {
            (_isAborted, _isComplete) = (true, true);
            _reader?.CutOff?.Invoke();
            Tell();
        }
    }

    /// <summary>Begins to read; who read before finds it at its end.</summary>
    /// <param name="after">The last event that the client has; null for what was not sent yet.</param>
    /// <returns>The reader; null when what comes after that event is not kept any more.</returns>
    public ResponseReader? Attach(long? after = null)
    {
        lock (_lock)
        {
            if (after is { } last && !_events.TryRewind(last)) return null;
            Tell();
            return _reader = new();
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Detach(ResponseReader reader)
    {
        lock (_lock)
        {
            if (reader == _reader) _reader = null;
        }
    }

    /// <summary>Waits until there is something to send, or to end for; false when there was nothing for long, or the client is gone.</summary>
    public async ValueTask<bool> WaitAsync(ResponseReader reader, CancellationToken aborted)
    {
        ValueTask<bool> news;
        lock (_lock)
        {
            if (!_events.IsEmpty || _isComplete || reader != _reader) return true;
            news = reader.WaitAsync(time.GetTimestamp());
        }

        using (aborted.UnsafeRegister(static (state, _) => ((ResponseStream)state!).EndWaits(long.MaxValue), this)) // it is what was given
        {
            return await news.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the wait of a reader that waits since before then.</summary>
    public void EndWaits(long before)
    {
        lock (_lock) _reader?.EndWaitOf(before);
    }

    /// <summary>Takes the answer that is all there is; its buffer is the shared pool's, and the taker gives it back.</summary>
    public bool TryTakeAnswer(out ArraySegment<byte> answer)
    {
        lock (_lock)
        {
            (answer, _answer) = (_answer, default);
            return answer.Array is not null;
        }
    }

    /// <summary>From now on all is an event; false when the answer came first.</summary>
    public bool TryBeginEvents()
    {
        lock (_lock)
        {
            if (_answer.Array is not null) return false;
            return _hasEvents = true;
        }
    }

    /// <summary>The next event.</summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="event">The event; null when there is none now.</param>
    /// <param name="fate">Whether more will come.</param>
    public void Take(ResponseReader reader, out StreamEvent? @event, out StreamFate fate)
    {
        lock (_lock)
        {
            @event = null;
            fate = _isAborted ? StreamFate.Aborted : reader != _reader ? StreamFate.Replaced : StreamFate.Open;
            if (fate != StreamFate.Open) return;
            @event = _events.Take();
            if (@event is null && _isComplete) fate = StreamFate.Complete;
        }
    }

    /// <summary>Gives back what it has kept.</summary>
    public void Forget()
    {
        lock (_lock) _events.Forget();
    }

    private long Add(ReadOnlySpan<byte> message, Splices splices)
    {
        _hasEvents = true;
        var copy = new byte[splices.SizeOf(message)];
        splices.Write(message, copy);
        _events.Add(copy, _reader is not null);
        Tell();
        return _reader is null ? 0 : _events.Waiting;
    }

    // Under the lock; who waits goes on elsewhere.
    private void Tell() => _reader?.Wake();
}
