using System.Buffers;

namespace Gateway.Detection.Views;

/// <summary>Walks through the runs of a text that may be base64 or hexadecimal, by looking at every twenty-fourth character only.</summary>
internal ref struct EncodedRuns(ReadOnlySpan<char> text)
{
    /// <summary>A secret of sixteen characters has at least as many digits in base64.</summary>
    private const int Shortest = 24;
    private const int ShortestLine = 56;

    private static readonly SearchValues<char> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool MoveNext()
    {
        // Every run of that length has a character at one of these places.
        for (var probe = _at + Shortest - 1; probe < _text.Length; probe += Shortest)
        {
            if (!Digits.Contains(_text[probe])) continue;
            var start = _at + _text[_at..probe].LastIndexOfAnyExcept(Digits) + 1;
            var length = _text[probe..].IndexOfAnyExcept(Digits);
            var end = length < 0 ? _text.Length : probe + length;
            if (end - start < Shortest)
            {
                _at = Math.Min(end, _text.Length);
                probe = _at - 1;
                continue;
            }

            end = WithFurtherLines(end, end - start);
            (Start, End, _at) = (start, end, end);
            return true;
        }

        return false;
    }

    // Mail and PEM break base64 into lines of one length.
    private readonly int WithFurtherLines(int end, int line)
    {
        while (line >= ShortestLine)
        {
            var next = end + LineEnd(_text[end..]);
            if (next == end) return end;
            var length = _text[next..].IndexOfAnyExcept(Digits);
            if (length < 0) length = _text.Length - next;
            if (length == 0 || length > line) return end;
            end = next + length;
            if (length < line) return end;
        }

        return end;
    }

    private static int LineEnd(ReadOnlySpan<char> rest) => rest switch
    {
        ['\r', '\n', ..] or ['\\', 'n', ..] => 2,
        ['\n', ..] => 1,
        ['\\', 'r', '\\', 'n', ..] => 4,
        _ => 0,
    };
}
