using Gateway.Plugins.Presidio.Checks;

namespace Gateway.Plugins.Presidio.Phone;

/// <summary>Matches digits against the patterns of numbering plans, as they are written: <c>(?:[1-9]\d|80)\d{4,6}</c>.</summary>
/// <remarks>
/// A number has at most 17 digits, so the places that a part of a pattern may end at are the bits of one word. All alternatives are
/// followed at once, nothing is compiled, nothing is allocated, and nothing is tried twice.
/// </remarks>
internal ref struct DigitPattern
{
    private readonly ReadOnlySpan<char> _pattern;
    private readonly ReadOnlySpan<char> _digits;
    private int _at;

    private DigitPattern(ReadOnlySpan<char> pattern, ReadOnlySpan<char> digits)
    {
        _pattern = pattern;
        _digits = digits;
    }

    /// <summary>Whether all of the digits are what the pattern describes.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> digits)
    {
        if (digits.Length > 30) return false;
        var matcher = new DigitPattern(pattern, digits);
        return (matcher.Alternatives(1) >> digits.Length & 1) == 1;
    }

    // Each takes the places where it may start and gives those where it may end.
    private uint Alternatives(uint starts)
    {
        var ends = 0u;
        while (true)
        {
            var places = starts;
            while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')')) places = Counted(places);
            ends |= places;
            if (_at == _pattern.Length || _pattern[_at] == ')') return ends;
            _at++;
        }
    }

    private uint Counted(uint starts)
    {
        var from = _at;
        var once = Single(starts);
        var (least, most) = Count();
        var to = _at;
        var ends = least == 0 ? starts : 0;
        var places = once;
        for (var times = 1; times <= most; times++)
        {
            if (times > 1)
            {
                _at = from;
                places = Single(places);
            }

            if (times >= least) ends |= places;
            if (places == 0) break;
        }

        _at = to;
        return ends;
    }

    private uint Single(uint starts)
    {
        switch (_pattern[_at])
        {
            case '(':
                _at += 3;
                var ends = Alternatives(starts);
                _at++;
                return ends;
            case '[':
                _at++;
                var allowed = 0;
                while (_pattern[_at] != ']')
                {
                    var first = Digits.Value(_pattern[_at++]);
                    var last = first;
                    if (_pattern[_at] == '-')
                    {
                        last = Digits.Value(_pattern[_at + 1]);
                        _at += 2;
                    }

                    for (var digit = first; digit <= last; digit++) allowed |= 1 << digit;
                }

                _at++;
                return Digit(starts, allowed);
            case '\\':
                _at += 2;
                return Digit(starts, 0x3FF);
            default:
                return Digit(starts, 1 << Digits.Value(_pattern[_at++]));
        }
    }

    private readonly uint Digit(uint starts, int allowed)
    {
        var ends = 0u;
        for (var i = 0; i < _digits.Length; i++)
        {
            if ((starts >> i & 1) == 1 && (allowed >> Digits.Value(_digits[i]) & 1) == 1) ends |= 2u << i;
        }

        return ends;
    }

    private (int Least, int Most) Count()
    {
        if (_at == _pattern.Length) return (1, 1);
        if (_pattern[_at] == '?')
        {
            _at++;
            return (0, 1);
        }

        if (_pattern[_at] != '{') return (1, 1);
        _at++;
        var least = Number();
        var most = least;
        if (_pattern[_at] == ',')
        {
            _at++;
            most = Number();
        }

        _at++;
        return (least, most);
    }

    private int Number()
    {
        var number = 0;
        while (_pattern[_at] is >= '0' and <= '9') number = (number * 10) + Digits.Value(_pattern[_at++]);
        return number;
    }
}
