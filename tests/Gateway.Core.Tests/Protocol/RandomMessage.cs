using System.Text;

namespace Gateway.Core.Tests.Protocol;

/// <summary>Valid JSON-RPC messages of random shape: member order, blanks, escapes, nesting and decoys.</summary>
internal sealed class RandomMessage(int seed)
{
    private static readonly string[] Blanks = ["", "", "", " ", "\t", "  \r", "\n "];
    private static readonly string[] Decoys = ["idea", "i", "names", "Nam", "x\\\"id\\\"", "\\ud83d\\ude00", "é", "", "\\\\", "method2", "\\u0069dd", "jsonrp", "requestIds"];

    private readonly Random _random = new(seed);
    private int _unique;

    public Random Random => _random;

    public string Next()
    {
        var members = new List<(string Name, string Value)> { ("jsonrpc", "\"2.0\"") };
        var shape = _random.Next(4);
        if (shape != 1) members.Add(("id", Id()));
        if (shape < 2) members.Add(("method", String()));
        if (shape < 2 && _random.Next(5) > 0) members.Add(("params", _random.Next(8) == 0 ? Array(3) : Params()));
        if (shape == 2) members.Add(("result", _random.Next(3) == 0 ? Value(3) : Result()));
        if (shape == 3) members.Add(("error", Value(3)));
        return Object(members);
    }

    public string Id() => _random.Next(3) switch
    {
        0 => String(),
        1 => _random.Next(-5, 100_000).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => _random.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture) + ".5e1",
    };

    /// <summary>The name as it is, or with some of its characters escaped.</summary>
    public string Spelled(string name)
    {
        if (_random.Next(4) > 0) return name;
        return string.Concat(name.Select(c => _random.Next(2) == 0 ? c.ToString() : $"\\u{(int)c:x4}"));
    }

    public string Value(int depth) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => "null",
        1 => "true",
        2 => _random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 or 4 => String(),
        5 => Array(depth - 1),
        _ => Object([], depth - 1),
    };

    private string Params()
    {
        var members = new List<(string, string)>();
        foreach (var name in (string[])["name", "arguments", "cursor", "requestId", "progressToken"])
        {
            if (_random.Next(2) == 0) members.Add((name, Value(3)));
        }

        if (_random.Next(2) == 0) members.Add(("_meta", _random.Next(4) == 0 ? Value(2) : Object([("progressToken", Id())])));
        return Object(members);
    }

    private string Result()
    {
        var members = new List<(string, string)>();
        if (_random.Next(2) == 0) members.Add(("_meta", Object([])));
        if (_random.Next(2) == 0) members.Add(("isError", _random.Next(2) == 0 ? "true" : "false"));
        return Object(members);
    }

    private string Object(List<(string Name, string Value)> members, int depth = 2)
    {
        var all = members.Select(member => (Name: Spelled(member.Name), member.Value)).ToList();
        for (var i = _random.Next(3); i > 0; i--) all.Add((Decoys[_random.Next(Decoys.Length)] + "_" + _unique++, Value(depth)));
        var text = new StringBuilder(Blank() + "{" + Blank());
        foreach (var (index, member) in all.OrderBy(_ => _random.Next()).Index())
        {
            if (index > 0) text.Append(Blank()).Append(',').Append(Blank());
            text.Append('"').Append(member.Name).Append('"').Append(Blank()).Append(':').Append(Blank()).Append(member.Value.Trim());
        }

        return text.Append(Blank()).Append('}').Append(Blank()).ToString();
    }

    private string Array(int depth) => "[" + Blank() + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth))) + Blank() + "]";

    private string String()
    {
        string[] parts = ["a", "\\\"", "\\\\", "\\n", "{", "}", "[", "\\\"id\\\":5", ",", ":", "é", "\\u00e9", "😀", "\\ud83d\\ude00", " ", "\\/"];
        return "\"" + string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => parts[_random.Next(parts.Length)])) + "\"";
    }

    private string Blank() => Blanks[_random.Next(Blanks.Length)];
}
