using Gateway.Detection.Judging;

namespace Gateway.Detection.Assignments;

/// <summary>Reads what follows a name: <c>DB_PASSWORD=…</c>, <c>"apiKey": "…"</c>, <c>env['TOKEN'] = …</c>, <c>&lt;secret&gt;…</c>, <c>--token …</c>.</summary>
internal ref struct AssignmentReader
{
    private const int LongestName = 60;
    private const int MostSpaces = 24;
    private const int MostClosers = 8;
    private const int LookedInSentence = 64;

    private static readonly string[] Wrappers = ["{\"value\":", "{\"default\":", "{\"plain\":", "{\"stringValue\":", "{value:"];

    private readonly ReadOnlySpan<char> _text;
    private readonly int _nameStart;
    private readonly int _nameEnd;
    private int _at;
    private int _looked;
    private bool _isElement;

    private AssignmentReader(ReadOnlySpan<char> text, int wordStart, int wordEnd)
    {
        _text = text;
        _nameStart = wordStart;
        while (_nameStart > 0 && wordStart - _nameStart < LongestName && IsOfName(text[_nameStart - 1])) _nameStart--;
        _at = wordEnd;
        while (_at < text.Length && _at - wordEnd < LongestName && IsOfName(text[_at])) _at++;
        // A full stop or a dash at its end is not the name's, unless an arrow begins there.
        while (_at > wordEnd && text[_at - 1] is '-' or '.') _at--;
        _nameEnd = _at;
    }

    public static Assignment Read(ReadOnlySpan<char> text, int wordStart, int wordEnd)
    {
        var reader = new AssignmentReader(text, wordStart, wordEnd);
        return reader.Read();
    }

    private Assignment Read()
    {
        var none = Assignment.None(_nameStart, _nameEnd);
        var isQuotedName = SkipClosers();
        var spaces = SkipSpaces();
        var syntax = Operator(isQuotedName, spaces);
        if (syntax == ValueSyntax.None) return none with { Work = _at - _nameStart };
        SkipSpaces();
        SkipBold();
        SkipWrapper();
        var isValue = TryValue(ref syntax, out var start, out var end);
        if (isValue && IsType(end)) // password: str = "…"
        {
            SkipSpaces();
            isValue = TryValue(ref syntax, out start, out end);
        }

        // <password>…</password>; a placeholder such as <URL_PASSWORD> has no closing tag.
        if (isValue && _isElement && !IsFollowedByTag(end)) isValue = false;
        // In a sentence words follow one another; a secret among them has a digit.
        if (isValue && syntax is ValueSyntax.Prose or ValueSyntax.Flag && !_text[start..end].ContainsAnyInRange('0', '9')) isValue = false;
        return (isValue ? new(_nameStart, _nameEnd, start, end, syntax) : none) with { Work = _at - _nameStart + _looked };
    }

    private bool TryValue(ref ValueSyntax syntax, out int start, out int end)
    {
        var value = new ValueReader(_text, _at, _nameStart);
        var isValue = value.TryRead(ref syntax, out start, out end);
        _looked += value.Looked;
        return isValue;
    }

    private readonly bool IsFollowedByTag(int end) => _text[end..Math.Min(_text.Length, end + MostSpaces)].TrimStart(" \t\r\n") is ['<', ..];

    // None: nothing is assigned. Bare: what follows may stand without quotes. Quoted: it must have them.
    private ValueSyntax Operator(bool isQuotedName, int spaces)
    {
        var rest = _text[_at..];
        if (rest.IsEmpty) return ValueSyntax.None;
        if (TryStrong(rest)) return ValueSyntax.Bare;
        if (rest[0] == '>' && !isQuotedName && spaces == 0 && IsElement()) return TakenElement();
        if (TryPair(rest)) return ValueSyntax.Bare;
        if (rest[0] is ',' or '(') return Taken(1, ValueSyntax.Argument);
        if (rest[0] == '|' && spaces > 0) return Taken(1, ValueSyntax.Flag);
        if (rest.StartsWith("value=", StringComparison.OrdinalIgnoreCase) && isQuotedName) return Taken(6, ValueSyntax.Bare);
        if (spaces == 0) return ValueSyntax.None;
        if (_nameStart > 0 ? _text[_nameStart] == '-' : _text[0] == '-') return ValueSyntax.Flag;
        if (rest[0] is '"' or '\'') return ValueSyntax.Flag;
        if (rest.StartsWith("is ") || rest.StartsWith("was ")) return Taken(rest.IndexOf(' ') + 1, ValueSyntax.Prose);
        if (isQuotedName || spaces > 1) return ValueSyntax.None;
        // Most sentences go on without anything that a value could follow or hold.
        if (!rest[..Math.Min(rest.Length, LookedInSentence)].ContainsAny(Characters.OfAssignments)) return ValueSyntax.None;
        return FurtherWords() || char.IsAsciiLetterOrDigit(rest[0]) ? ValueSyntax.Prose : ValueSyntax.None;
    }

    // name: DB_PASSWORD, then value: …; {"name": "DB_PASSWORD", "value": "…"}
    private bool TryPair(ReadOnlySpan<char> rest)
    {
        var at = 0;
        while (at < rest.Length && at < MostSpaces && rest[at] is ',' or ' ' or '\t' or '\r' or '\n' or '"' or '\'' or '\\') at++;
        if (!rest[..at].ContainsAny(',', '\n') || !rest[at..].StartsWith("value", StringComparison.OrdinalIgnoreCase)) return false;
        at += "value".Length;
        while (at < rest.Length && at < 2 * MostSpaces && rest[at] is ' ' or '"' or '\'' or '\\') at++;
        if (at >= rest.Length || rest[at] is not (':' or '=')) return false;
        _at += at + 1;
        return true;
    }

    private bool TryStrong(ReadOnlySpan<char> rest)
    {
        var length = rest switch
        {
            [':', ':', ':', '=', ..] => 4,
            ['=', '=', '=', ..] or ['!', ..] => 0,
            ['=', '=', ..] or ['=', '>', ..] or [':', '=', ..] or ['?', '=', ..] or ['-', '>', ..] or ['+', '=', ..] or ['=', '~', ..] => 2,
            ['|', '|', '=', ..] or ['?', '?', '=', ..] => 3,
            ['|', '|', ..] or ['.', '=', ..] => 2,
            [':', ':', '=', ..] => 3,
            ['=', '3', 'D', ..] => 3, // = in quoted-printable
            [':', ..] or ['=', ..] => 1,
            ['%', '3', 'D' or 'd' or 'A' or 'a', ..] => 3,
            _ => 0,
        };
        _at += length;
        return length > 0;
    }

    // **Password:** …
    private void SkipBold()
    {
        while (_at < _text.Length && _text[_at] == '*') _at++;
        SkipSpaces();
    }

    // {"value": "…"}: an object around the value.
    private void SkipWrapper()
    {
        if (_at >= _text.Length || _text[_at] != '{') return;
        foreach (var wrapper in Wrappers)
        {
            var at = _at;
            var i = 0;
            for (; i < wrapper.Length && at < _text.Length; at++)
            {
                if (_text[at] == wrapper[i]) i++;
                else if (_text[at] is not (' ' or '\n' or '\r' or '\t' or '\\')) break;
            }

            if (i < wrapper.Length) continue;
            _at = at;
            SkipSpaces();
            return;
        }
    }

    // What stands before another equals sign was the value's type.
    private bool IsType(int end)
    {
        var at = end;
        while (at < _text.Length && at - end < MostSpaces && _text[at] is ' ' or ']' or '>' or '?' or '[') at++;
        if (at == end || at + 1 >= _text.Length || _text[at] != '=' || _text[at + 1] == '=') return false;
        _at = at + 1;
        return true;
    }

    // <password>, <ns:password>, <add password …> does not end here.
    private bool IsElement() => _nameStart > 0 && _text[_nameStart - 1] is '<' or ':';

    // "api key for production: …": a few more words before the operator.
    private bool FurtherWords()
    {
        var at = _at;
        for (var word = 0; word < 3; word++)
        {
            var begin = at;
            while (at < _text.Length && at - begin < 20 && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] is '_' or '-')) at++;
            if (at == begin || at == _text.Length) return false;
            var operatorAt = at;
            while (operatorAt < _text.Length && operatorAt - at < 3 && _text[operatorAt] is ' ' or '"' or '\'' or ')') operatorAt++;
            if (operatorAt < _text.Length && _text[operatorAt] is ':' or '=')
            {
                _at = operatorAt + 1;
                return true;
            }

            if (_text[at] != ' ') return false;
            at++;
        }

        return false;
    }

    // What an element holds may stand on a line of its own.
    private ValueSyntax TakenElement()
    {
        _isElement = true;
        _at++;
        var start = _at;
        if (_text[_nameStart.._nameEnd].Contains('.')) return ValueSyntax.Bare; // #include <pwd.h>
        while (_at < _text.Length && _at - start < MostSpaces && _text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
        return ValueSyntax.Bare;
    }

    private ValueSyntax Taken(int length, ValueSyntax syntax)
    {
        _at += length;
        return syntax;
    }

    // What closes the name: quotes, also of a string in a string, and the bracket of an index.
    private bool SkipClosers()
    {
        var start = _at;
        while (_at < _text.Length && _at - start < MostClosers && _text[_at] is '"' or '\'' or '`' or '\\' or ']' or '*') _at++;
        return _at > start;
    }

    private int SkipSpaces()
    {
        var start = _at;
        while (_at < _text.Length && _at - start < MostSpaces && _text[_at] is ' ' or '\t') _at++;
        return _at - start;
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';
}
