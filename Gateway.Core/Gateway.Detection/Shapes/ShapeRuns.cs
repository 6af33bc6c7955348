using Gateway.Detection.Searching;

namespace Gateway.Detection.Shapes;

/// <summary>Remembers where the long runs of a shape's elements end, so that attempts that start close to each other read the same run once.</summary>
internal sealed class ShapeRuns
{
    /// <summary>The slot of what follows a joint.</summary>
    public const int NextPart = 0;

    // A shorter one is read again, which costs less than to remember it.
    private const int LongestRead = 64;

    private readonly int[][] _slots;

    // The elements of which each slot remembers runs, and their places in the order of those; no dictionary: it would be compiled at every start.
    private readonly List<ShapeElement> _elements = [];
    private readonly List<int> _orders = [];

    /// <summary>Branches share a slot where the same run stands at the same place of their order.</summary>
    public ShapeRuns(ShapeBranch[] branches)
    {
        _slots = new int[branches.Length][];
        for (var i = 0; i < branches.Length; i++)
        {
            var elements = branches[i].Elements;
            var slots = _slots[i] = new int[elements.Length + 1];
            var order = 0;
            for (var j = 0; j < elements.Length; j++) slots[j] = elements[j].Max > LongestRead ? SlotOf(elements[j], order++) : -1;
            slots[^1] = elements[^1].Max == int.MaxValue ? slots[^2] : SlotOf(elements[^1], -1);
        }
    }

    public int Count => 1 + _elements.Count;

    /// <summary>Where the run of an element is remembered; negative when it is short.</summary>
    public int Slot(int branch, int element) => _slots[branch][element];

    /// <summary>Where the run is remembered that may follow the last element.</summary>
    public int Tail(int branch) => _slots[branch][^1];

    /// <summary>How many characters at <paramref name="at"/> are the element's.</summary>
    public static int Read(ShapeElement element, ReadOnlySpan<char> text, int at, ref long work)
    {
        var limit = (int)Math.Min(text.Length, (long)at + element.Max);
        var end = at;
        while (end < limit && element.Set.Contains(text[end])) end++;
        work += end - at + 1;
        return end - at;
    }

    /// <summary>The same by what is known of the run, which is read to its end.</summary>
    public static int Read(ShapeElement element, ReadOnlySpan<char> text, int at, ref Stretch known, ref long work) =>
        Math.Min(ReadAll(element.Set, text, at, ref known, ref work), element.Max);

    /// <summary>How many characters at <paramref name="at"/> are of the set.</summary>
    public static int ReadAll(CharacterSet set, ReadOnlySpan<char> text, int at, ref Stretch known, ref long work)
    {
        work++;
        if (at >= known.Start && at < known.End) return known.End - at;
        var end = at;
        var limit = at < known.Start ? known.Start : text.Length;
        while (end < limit && set.Contains(text[end])) end++;
        work += end - at;
        if (end == known.Start && end < known.End) end = known.End;
        if (end > at) known = new(at, end);
        return end - at;
    }

    private int SlotOf(ShapeElement element, int order)
    {
        for (var i = 0; i < _elements.Count; i++)
        {
            if (_orders[i] == order && _elements[i].Set == element.Set) return 1 + i;
        }

        _elements.Add(element);
        _orders.Add(order);
        return _elements.Count;
    }
}
