namespace Gateway.Core.Text;

/// <summary>Where the characters of one JSON string stand in its bytes: it remembers places on the way, so that a long string with many findings is not read from its start for each.</summary>
internal sealed class StringPlaces
{
    private const int Distance = 512;

    // The first scalar behind each multiple of the distance, as far as anybody asked.
    private readonly List<(int Unit, int At)> _places = [];

    /// <summary>Forgets the string; the next one may be another.</summary>
    public void Clear() => _places.Clear();

    /// <summary>The bytes that spell <paramref name="length"/> characters from <paramref name="start"/>, as offsets into <paramref name="raw"/>.</summary>
    /// <remarks>A span that cuts a surrogate pair is widened to the pair. Nothing is remembered while nothing is found.</remarks>
    public (int Start, int End) Locate(ReadOnlySpan<byte> raw, int start, int length)
    {
        var (unit, at) = Nearest(start);
        var (from, end) = (-1, start + length);
        while (at < raw.Length)
        {
            if (unit >= _places.Count * Distance) _places.Add((unit, at));
            var (bytes, wide) = JsonString.Step(raw[at..]);
            if (from < 0 && unit + wide > start) from = at;
            unit += wide;
            at += bytes;
            if (unit >= end) return (from, at);
        }

        throw new ArgumentOutOfRangeException(nameof(length), "the span ends outside its text");
    }

    private (int Unit, int At) Nearest(int start)
    {
        if (_places.Count == 0) return (0, 0);
        var i = Math.Min(start / Distance, _places.Count - 1);
        // Behind half a pair the place is one further.
        return _places[i].Unit <= start ? _places[i] : _places[i - 1];
    }
}
