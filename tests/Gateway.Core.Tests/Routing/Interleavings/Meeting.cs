namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>Threads that begin their parts at the same moment, again and again. They spin meanwhile: woken ones would come one after the other.</summary>
internal sealed class Meeting : IDisposable
{
    private readonly Action?[] _parts;
    private readonly Exception?[] _faults;
    private volatile int _turn;
    private volatile bool _isOver;
    private int _isBusy;

    /// <param name="others">Threads beside the one that calls.</param>
    public Meeting(int others)
    {
        (_parts, _faults) = (new Action?[others], new Exception?[others]);
        for (var number = 0; number < others; number++)
        {
            var mine = number;
            new Thread(() => Take(mine)) { IsBackground = true, Name = $"meeting {mine}" }.Start();
        }
    }

    /// <summary>Returns when all have done their part; the first is the caller's own.</summary>
    public void Meet(Action[] parts)
    {
        Array.Clear(_parts);
        Array.Copy(parts, 1, _parts, 0, parts.Length - 1);
        _isBusy = _parts.Length;
        _turn++; // only here
        parts[0]();
        var wait = default(SpinWait);
        while (Volatile.Read(ref _isBusy) > 0) wait.SpinOnce(-1);
        foreach (var fault in _faults)
        {
            if (fault is not null) throw new AssertionException("a part of a meeting failed", fault);
        }
    }

    public void Dispose() => _isOver = true;

    private void Take(int number)
    {
        var turn = 0;
        while (true)
        {
            var wait = default(SpinWait);
            while (_turn == turn && !_isOver) wait.SpinOnce(-1);
            if (_isOver) return;
            turn++;
            try
            {
                _parts[number]?.Invoke();
            }
            catch (Exception exception)
            {
                _faults[number] = exception;
            }

            Interlocked.Decrement(ref _isBusy);
        }
    }
}
