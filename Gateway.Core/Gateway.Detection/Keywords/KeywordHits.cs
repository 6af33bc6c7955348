namespace Gateway.Detection.Keywords;

/// <summary>Walks through the keywords in a text, by the place where they end.</summary>
internal ref struct KeywordHits(KeywordAutomaton automaton, ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private Keyword[] _found = [];
    private int _index;
    private int _state;

    /// <summary>The position after the current keyword.</summary>
    public int End { get; private set; }

    public readonly Keyword Current => _found[_index];

    public readonly int Start => End - Current.Text.Length;

    public bool MoveNext()
    {
        _index++;
        while (true)
        {
            for (; _index < _found.Length; _index++)
            {
                if (Current.IsAt(_text, Start)) return true;
            }

            if (!Advance()) return false;
        }
    }

    private bool Advance()
    {
        _index = 0;
        var (state, end) = (_state, End);
        while (end < _text.Length)
        {
            if (state == 0 && automaton.Prefilter is { } prefilter)
            {
                var skipped = _text[end..].IndexOfAny(prefilter);
                if (skipped < 0) break;
                end += skipped;
            }

            state = automaton.Step(state, _text[end++]);
            if (!KeywordAutomaton.Ends(state)) continue;
            (_state, End, _found) = (state, end, automaton.Found(state));
            return true;
        }

        (_state, End, _found) = (0, _text.Length, []);
        return false;
    }
}
