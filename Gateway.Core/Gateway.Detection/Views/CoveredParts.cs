using System.Buffers;

namespace Gateway.Detection.Views;

/// <summary>The parts of a text in which something was found already, made when it is first asked; a search among thousands of findings must not be one through all of them. In rented memory, given back by <see cref="Return"/>.</summary>
internal ref struct CoveredParts(Detections found, int first)
{
    private int[]? _starts;
    private int[]? _ends;
    private int _count;

    /// <summary>True where one finding covers all of it.</summary>
    public bool Contain(int start, int end)
    {
        if (_starts is null) Make();
        var at = Array.BinarySearch(_starts!, 0, _count, start);
        if (at < 0) at = ~at - 1;
        while (at >= 0 && at + 1 < _count && _starts![at + 1] == start) at++;
        return at >= 0 && _ends![at] >= end;
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Return()
    {
        if (_starts is null) return;
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_ends!);
    }

    // By their starts; the end beside each is the farthest so far.
    private void Make()
    {
        var known = found.Since(first);
        (_count, _starts, _ends) = (known.Length, ArrayPool<int>.Shared.Rent(known.Length), ArrayPool<int>.Shared.Rent(known.Length));
        for (var i = 0; i < known.Length; i++) (_starts[i], _ends[i]) = (known[i].Start, known[i].End);
        Array.Sort(_starts, _ends, 0, _count);
        for (var i = 1; i < _count; i++) _ends[i] = Math.Max(_ends[i], _ends[i - 1]);
    }
}
