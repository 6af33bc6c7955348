namespace Gateway.Core.Scoring;

/// <summary>A union of spans, used again for every record.</summary>
internal sealed class Intervals
{
    private readonly List<(int Start, int End)> _spans = [];

    public void Clear() => _spans.Clear();

    /// <summary>Call <see cref="Unite"/> when all are added.</summary>
    public void Add(int start, int end) => _spans.Add((start, end));

    /// <summary>Sorts, and joins what overlaps or touches.</summary>
    public void Unite()
    {
        if (_spans.Count < 2) return;
        _spans.Sort();
        var last = 0;
        for (var i = 1; i < _spans.Count; i++)
        {
            if (_spans[i].Start > _spans[last].End) _spans[++last] = _spans[i];
            else _spans[last] = (_spans[last].Start, Math.Max(_spans[last].End, _spans[i].End));
        }

        _spans.RemoveRange(last + 1, _spans.Count - last - 1);
    }

    /// <summary>How many units of the span are in the union.</summary>
    public int Covered(int start, int end)
    {
        var covered = 0;
        for (var i = FirstAfter(start); i < _spans.Count && _spans[i].Start < end; i++)
        {
            covered += Math.Min(end, _spans[i].End) - Math.Max(start, _spans[i].Start);
        }

        return covered;
    }

    public bool Overlaps(int start, int end) => FirstAfter(start) is var i && i < _spans.Count && _spans[i].Start < end;

    // The first that ends behind the place.
    private int FirstAfter(int place)
    {
        int low = 0, high = _spans.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_spans[middle].End > place) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
