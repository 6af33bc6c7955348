using System.Globalization;
using System.Text;

namespace EndToEnd.Bytes;

/// <summary>Random JSON as peers might write it: every form of numbers, escapes and white space that the grammar allows, and nothing that a guardrail finds.</summary>
internal sealed class RandomMessages(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>An object that holds the given members among others, all in any order.</summary>
    public string Object(params string[] members)
    {
        List<string> all = [.. members];
        var count = _random.Next(4);
        for (var i = 0; i < count; i++) all.Add($"{Space()}{Name(i)}{Space()}:{Space()}{Value(3)}");
        var shuffled = all.ToArray();
        _random.Shuffle(shuffled);
        return $"{{{string.Join($"{Space()},", shuffled)}{Space()}}}";
    }

    public string Value(int depth) => _random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => "null",
        1 => _random.Next(2) == 0 ? "true" : "false",
        2 or 3 => Number(),
        4 or 5 => Text(),
        6 => $"[{Space()}{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1)))}{Space()}]",
        _ => Nested(depth),
    };

    /// <summary>An id: a number or a text.</summary>
    public string Id() => _random.Next(2) == 0 ? _random.Next(1, int.MaxValue).ToString(CultureInfo.InvariantCulture) : Text();

    public string Space() => _random.Next(6) switch { 0 => " ", 1 => "\t", 2 => "  ", _ => "" };

    private string Nested(int depth)
    {
        var count = _random.Next(4);
        return $"{{{Space()}{string.Join($",{Space()}", Enumerable.Range(0, count).Select(i => $"{Name(i)}:{Value(depth - 1)}"))}}}";
    }

    // Names differ in more than case and escapes, and none is one of the protocol's.
    private string Name(int number) => $"\"n{number}{Inner()}\"";

    private string Number() => _random.Next(8) switch
    {
        0 => "0",
        1 => "-0",
        2 => "1.0",
        3 => "1e3",
        4 => "-2.50E-2",
        5 => "0.10",
        6 => "1E+2",
        _ => _random.Next(-9999, 9999).ToString(CultureInfo.InvariantCulture),
    };

    private string Text() => $"\"{Inner()}\"";

    private string Inner()
    {
        var text = new StringBuilder();
        var count = _random.Next(6);
        for (var i = 0; i < count; i++) text.Append(_random.Next(12) switch
        {
            0 => @"\u0041",
            1 => @"\/",
            2 => @"\u00e9",
            3 => @"\ud83d\ude00",
            4 => @"\ud800",
            5 => @"\t",
            6 => "é",
            7 => "😀",
            8 => @"\\",
            9 => @"\""",
            10 => "<&>'",
            _ => "word",
        });
        return text.ToString();
    }
}
