namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>Threads that are let go at the same moment, again and again.</summary>
internal sealed class Meeting : IDisposable
{
    private readonly Barrier _barrier;
    private readonly Action?[] _parts;
    private readonly Exception?[] _faults;
    private volatile bool _isOver;

    public Meeting(int threads)
    {
        (_parts, _faults, _barrier) = (new Action?[threads], new Exception?[threads], new(threads + 1));
        for (var number = 0; number < threads; number++)
        {
            var mine = number;
            new Thread(() => Take(mine)) { IsBackground = true, Name = $"meeting {mine}" }.Start();
        }
    }

    /// <summary>Returns when all have done their part.</summary>
    public void Meet(Action[] parts)
    {
        Array.Clear(_parts);
        parts.CopyTo(_parts, 0);
        _barrier.SignalAndWait();
        _barrier.SignalAndWait();
        foreach (var fault in _faults)
        {
            if (fault is not null) throw new AssertionException("a part of a meeting failed", fault);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _barrier.RemoveParticipant(); // the rest meet without this one, and see that it is over
    }

    private void Take(int number)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_isOver) return;
            try
            {
                _parts[number]?.Invoke();
            }
            catch (Exception exception)
            {
                _faults[number] = exception;
            }

            _barrier.SignalAndWait();
        }
    }
}
