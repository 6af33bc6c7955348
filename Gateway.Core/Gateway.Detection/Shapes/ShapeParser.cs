using System.Globalization;

namespace Gateway.Detection.Shapes;

/// <summary>Reads a regex as a shape, where it is one: literals, ASCII classes with counts, groups of alternatives, one group <c>secret</c>.</summary>
internal ref struct ShapeParser
{
    private const int MostBranches = 128;
    private const int DeepestGroup = 64;
    private const string SecretGroup = "(?<secret>";

    // They stand among the elements until a branch is made.
    private static readonly ShapeElement SecretStart = new(default, 0, 0);
    private static readonly ShapeElement SecretEnd = new(default, 0, 0);

    private static readonly ShapeElement[] Literals = AllLiterals();

    private readonly ReadOnlySpan<char> _pattern;
    private readonly bool _ignoresCase;
    private int _at;
    private int _depth;
    private bool _isShape = true;

    private ShapeParser(ReadOnlySpan<char> pattern)
    {
        _ignoresCase = pattern.StartsWith("(?i)");
        _pattern = _ignoresCase ? pattern[4..] : pattern;
    }

    /// <summary>The branches of the pattern; null when it is no shape.</summary>
    public static ShapeBranch[]? Parse(string pattern)
    {
        var parser = new ShapeParser(pattern);
        var branches = parser.Alternatives();
        if (!parser._isShape || parser._at < parser._pattern.Length) return null;
        var parsed = new ShapeBranch[branches.Count];
        for (var i = 0; i < parsed.Length; i++)
        {
            if (Branch(branches[i]) is not { } branch || !branch.NeedsNoBacktracking()) return null;
            parsed[i] = i == 0 ? branch : branch.After(parsed[i - 1]);
        }

        return parsed;
    }

    // Null where it may match nothing, or has two secrets.
    private static ShapeBranch? Branch(List<ShapeElement> parts)
    {
        var elements = new List<ShapeElement>(parts.Count);
        var (start, end, isSomething) = (0, -1, false);
        foreach (var part in parts)
        {
            if (ReferenceEquals(part, SecretStart) && end >= 0) return null;
            if (ReferenceEquals(part, SecretStart)) start = elements.Count;
            else if (ReferenceEquals(part, SecretEnd)) end = elements.Count;
            else elements.Add(part);
            isSomething |= part.Min > 0;
        }

        return isSomething ? new([.. elements], start, end < 0 ? elements.Count : end) : null;
    }

    // Most elements are one character that stands for itself.
    private static ShapeElement[] AllLiterals()
    {
        var literals = new ShapeElement[128];
        for (var c = '\0'; c < literals.Length; c++) literals[c] = new(CharacterSet.Of(c), 1, 1);
        return literals;
    }

    private List<List<ShapeElement>> Alternatives()
    {
        var all = Sequence();
        while (_isShape && Peek == '|')
        {
            _at++;
            all.AddRange(Sequence());
        }

        if (all.Count > MostBranches) _isShape = false;
        return all;
    }

    private List<List<ShapeElement>> Sequence()
    {
        List<List<ShapeElement>> branches = [[]];
        while (_isShape && _at < _pattern.Length && Peek is not ('|' or ')'))
        {
            var isGroup = Peek == '(';
            var atom = Atom();
            var (min, max) = Count();
            if ((min, max) != (1, 1)) atom = isGroup ? Repeated(atom, min, max) : [[atom[0][0] with { Min = min, Max = max }]];
            if (atom is [var single]) foreach (var branch in branches) branch.AddRange(single);
            else branches = Product(branches, atom);
        }

        return branches;
    }

    // A group that occurs once or not at all makes two branches; one that may occur any number of times is no shape.
    private List<List<ShapeElement>> Repeated(List<List<ShapeElement>> atom, int min, int max)
    {
        if (max > 8 || (max > 1 && min != max))
        {
            _isShape = false;
            return atom;
        }

        List<List<ShapeElement>> all = [[]];
        for (var i = 0; i < max; i++) all = Product(all, atom);
        if (min == 0) all.Add([]);
        return all;
    }

    private List<List<ShapeElement>> Product(List<List<ShapeElement>> first, List<List<ShapeElement>> second)
    {
        if (first.Count * second.Count > MostBranches) _isShape = false;
        if (!_isShape) return first;
        var all = new List<List<ShapeElement>>(first.Count * second.Count);
        foreach (var start in first)
        {
            foreach (var end in second) all.Add([.. start, .. end]);
        }

        return all;
    }

    private List<List<ShapeElement>> Atom()
    {
        var rest = _pattern[_at..];
        if (rest.StartsWith("(?:")) return Group("(?:".Length);
        if (rest.StartsWith(SecretGroup)) return Product(Product([[SecretStart]], Group(SecretGroup.Length)), [[SecretEnd]]);
        var set = Peek switch
        {
            '[' => Class(),
            '\\' => Escape(),
            '.' => Dot(),
            '(' or '*' or '+' or '?' or '{' or '^' or '$' => Refuse(),
            _ => Literal(),
        };
        if (!_ignoresCase && set.Count == 1 && !set.HasOthers) return [[Literals[set.First]]];
        return [[new(_ignoresCase ? set.WithoutCase() : set, 1, 1)]];
    }

    private List<List<ShapeElement>> Group(int opening)
    {
        _at += opening;
        if (++_depth > DeepestGroup) _isShape = false;
        var inside = Alternatives();
        _depth--;
        if (Peek != ')') _isShape = false;
        _at++;
        return inside;
    }

    private CharacterSet Dot()
    {
        _at++;
        return CharacterSet.Of('\n').Inverted();
    }

    private CharacterSet Class()
    {
        _at++;
        var isInverted = Peek == '^';
        if (isInverted) _at++;
        if (Peek == ']') return Refuse();
        var set = default(CharacterSet);
        while (_isShape && Peek != ']')
        {
            if (_at >= _pattern.Length || Peek == '[') return Refuse();
            var isEscape = Peek == '\\';
            var first = isEscape ? Escape() : Literal();
            if (Peek == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']' && first.Count == 1)
            {
                _at++;
                var last = Peek == '\\' ? Escape() : Peek == '[' ? Refuse() : Literal();
                if (last.Count != 1 || last.First < first.First) return Refuse();
                for (var c = first.First; c <= last.First; c++) set = set.With(c);
                continue;
            }

            set = set.With(first);
        }

        _at++;
        return isInverted ? (_ignoresCase ? set.WithoutCase() : set).Inverted() : set;
    }

    // A set knows the characters beyond ASCII only as a whole.
    private CharacterSet Literal()
    {
        var literal = Next();
        return char.IsAscii(literal) ? CharacterSet.Of(literal) : Refuse();
    }

    private CharacterSet Escape()
    {
        _at++;
        if (_at >= _pattern.Length) return Refuse();
        var escaped = Next();
        return escaped switch
        {
            'd' => CharacterSet.Of("0123456789"),
            'w' => CharacterSet.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"),
            's' => CharacterSet.Of(" \t\r\n\f\v"),
            't' => CharacterSet.Of('\t'),
            'n' => CharacterSet.Of('\n'),
            'r' => CharacterSet.Of('\r'),
            'x' => Hexadecimal(),
            _ => char.IsAsciiLetterOrDigit(escaped) || !char.IsAscii(escaped) ? Refuse() : CharacterSet.Of(escaped),
        };
    }

    private CharacterSet Hexadecimal()
    {
        if (_at + 2 > _pattern.Length || !byte.TryParse(_pattern.Slice(_at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return Refuse();
        _at += 2;
        return code < 128 ? CharacterSet.Of((char)code) : Refuse();
    }

    private (int Min, int Max) Count()
    {
        var count = Peek switch { '?' => (0, 1), '*' => (0, int.MaxValue), '+' => (1, int.MaxValue), '{' => Braces(), _ => (-1, 1) };
        if (count.Item1 < 0) return (1, 1);
        _at++;
        // Lazy and possessive counts ask for other semantics than taking all there is.
        if (Peek is '?' or '+' or '*' or '{') _isShape = false;
        return count;
    }

    private (int Min, int Max) Braces()
    {
        var length = _pattern[_at..].IndexOf('}');
        if (length < 0) return (-1, 1);
        var inside = _pattern.Slice(_at + 1, length - 1);
        var comma = inside.IndexOf(',');
        if (!int.TryParse(comma < 0 ? inside : inside[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out var min)) _isShape = false;
        var max = min;
        if (comma >= 0 && comma == inside.Length - 1) max = int.MaxValue;
        else if (comma >= 0 && !int.TryParse(inside[(comma + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out max)) _isShape = false;
        if (max < min) _isShape = false;
        _at += length;
        return (min, max);
    }

    private CharacterSet Refuse()
    {
        _isShape = false;
        _at = _pattern.Length;
        return default;
    }

    private readonly char Peek => _at < _pattern.Length ? _pattern[_at] : '\0';

    private char Next() => _pattern[_at++];
}
