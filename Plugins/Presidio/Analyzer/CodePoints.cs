namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>Turns positions in code points, which Python counts, into positions in UTF-16. Ask in ascending order.</summary>
internal struct CodePoints(string text)
{
    private int _codePoints;
    private int _units;

    /// <summary>The position in UTF-16; -1 for one beyond the text.</summary>
    public int ToUtf16(int codePoints)
    {
        if (codePoints < _codePoints) (_codePoints, _units) = (0, 0);
        for (; _codePoints < codePoints; _codePoints++)
        {
            if (_units >= text.Length) return -1;
            _units += _units + 1 < text.Length && char.IsSurrogatePair(text[_units], text[_units + 1]) ? 2 : 1;
        }

        return _units;
    }
}
