namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>All shapes in one tree over the lengths of their runs: most runs of a text lead nowhere at the first step.</summary>
internal sealed class ShapeTree
{
    /// <summary>Runs of this length or more have no shape.</summary>
    public const int TooLong = 64;

    private const int Row = 2 * TooLong;
    private readonly ushort[] _next;
    private readonly Shape[][] _shapes;

    public ShapeTree(IEnumerable<Recogniser> recognisers)
    {
        List<ushort[]> rows = [new ushort[Row]];
        List<List<Shape>> ends = [[]];
        foreach (var shape in recognisers.SelectMany(r => r.Shapes.Select(s => new Shape(r, s))))
        {
            var node = 0;
            for (var i = 0; i < shape.Groups; i++)
            {
                var (length, isNumber) = shape.GroupAt(i);
                ref var next = ref rows[node][Column(length, isNumber)];
                if (next == 0)
                {
                    next = checked((ushort)rows.Count);
                    rows.Add(new ushort[Row]);
                    ends.Add([]);
                }

                node = next;
            }

            ends[node].Add(shape);
            MostGroups = Math.Max(MostGroups, shape.Groups);
            StartsWithLetters |= shape.StartsWithLetters;
        }

        _next = [.. rows.SelectMany(r => r)];
        _shapes = [.. ends.Select(e => e.ToArray())];
    }

    public bool IsEmpty => _shapes.Length == 1;

    public int MostGroups { get; } = 1;

    /// <summary>Whether a shape starts with a run without a digit: then the run before a digit is looked at, too.</summary>
    public bool StartsWithLetters { get; }

    /// <summary>Where a run leads to from a node; 0 for nowhere.</summary>
    public int Step(int node, int length, bool isNumber) => _next[(node * Row) + Column(length, isNumber)];

    public ReadOnlySpan<Shape> ShapesAt(int node) => _shapes[node];

    private static int Column(int length, bool isNumber) => length + (isNumber ? TooLong : 0);
}
