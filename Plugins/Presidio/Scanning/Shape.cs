namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>One way to write an entity, as runs of letters and digits with separators between.</summary>
internal sealed class Shape
{
    private readonly Group[] _groups;

    public Shape(Recogniser recogniser, string shape)
    {
        Recogniser = recogniser;
        _groups = [.. shape.Split('-').Select(g => new Group(g.Length, Bits(g, '9'), Bits(g, 'A')))];
    }

    public Recogniser Recogniser { get; }

    public int Groups => _groups.Length;

    /// <summary>How many characters the run has, and whether digits alone.</summary>
    public (int Length, bool IsNumber) GroupAt(int index) => (_groups[index].Length, _groups[index].Digits == Ones(_groups[index].Length));

    public bool StartsWithLetters => _groups.Length > 1 && _groups[0].Digits == 0;

    /// <summary>Whether the run's digits and letters stand where they belong.</summary>
    public bool Fits(int index, ulong digits)
    {
        var group = _groups[index];
        return (digits & group.Digits) == group.Digits && (digits & group.Letters) == 0;
    }

    private static ulong Bits(string group, char wanted)
    {
        var bits = 0UL;
        for (var i = 0; i < group.Length; i++) bits |= group[i] == wanted ? 1UL << i : 0;
        return bits;
    }

    private static ulong Ones(int length) => length == 64 ? ulong.MaxValue : (1UL << length) - 1;

    private readonly record struct Group(int Length, ulong Digits, ulong Letters);
}
