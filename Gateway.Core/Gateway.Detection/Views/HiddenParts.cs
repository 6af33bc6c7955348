using System.Buffers;

namespace Gateway.Detection.Views;

/// <summary>Walks through the parts of a text in which characters are hidden or written by number, with what stands around them.</summary>
internal ref struct HiddenParts(ReadOnlySpan<char> text)
{
    private const int Around = 256;
    private const int LongestTail = 8192;

    private static readonly SearchValues<char> Triggers = SearchValues.Create(LookAlikes.Triggers + "\\%&");

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool MoveNext()
    {
        var first = NextHidden(_at, _text.Length);
        if (first < 0) return false;
        var last = first;
        while (NextHidden(last + 1, Math.Min(_text.Length, last + 1 + Around)) is >= 0 and var next) last = next;
        // A name before, the whole of a token after it.
        Start = Math.Max(_at, first - Around);
        End = Math.Min(_text.Length, last + Around);
        var tail = _text[End..Math.Min(_text.Length, End + LongestTail)];
        var length = tail.IndexOfAny(" \t\r\n");
        End += length < 0 ? tail.Length : length;
        _at = End;
        return true;
    }

    private readonly int NextHidden(int from, int to)
    {
        for (var at = from; at < to;)
        {
            var found = _text[at..to].IndexOfAny(Triggers);
            if (found < 0) return -1;
            at += found;
            if (LookAlikes.TryRead(_text, at, out _, out _) || EscapeReader.TryRead(_text, at, out _, out _)) return at;
            // A row of backslashes is one escape or none.
            at++;
            while (at < to && _text[at] == '\\' && _text[at - 1] == '\\') at++;
        }

        return -1;
    }
}
