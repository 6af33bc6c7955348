using System.Text;
using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>A forward-only, validating reader of one JSON text (RFC 8259), for the byte path.</summary>
/// <remarks>
/// Utf8JsonReader goes byte by byte from the first escape of a string on: a megabyte of text with line breaks takes it ten times
/// as long. This one jumps from escape to escape. It decodes nothing, and where the text ends being JSON, <see cref="Read"/>
/// returns false and <see cref="Fault"/> says why; it never throws. UTF-8 is not checked here.
/// </remarks>
internal ref struct JsonScanner
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _maxDepth;
    private ulong _isObject;       // one bit a level, the innermost lowest; deeper than 64 spills
    private Stack<ulong>? _spilled;
    private int _depth;
    private int _at;
    private Expected _expected;

    public JsonScanner(ReadOnlySpan<byte> json, int maxDepth = int.MaxValue)
    {
        _json = json;
        _maxDepth = maxDepth;
        _expected = Expected.Value;
    }

    private enum Expected : byte
    {
        Value,
        ValueOrEnd,
        Name,
        NameOrEnd,
        CommaOrEnd,
        Nothing,
    }

    public JsonTokenType TokenType { get; private set; }

    /// <summary>Where the token begins: for strings and names at the quote.</summary>
    public int TokenStart { get; private set; }

    /// <summary>The byte after the last one consumed: for a name, after its colon.</summary>
    public readonly int Consumed => _at;

    /// <summary>The inside of a string or name, the text of a number or literal.</summary>
    public Slice Value { get; private set; }

    public readonly ReadOnlySpan<byte> ValueSpan => _json.Slice(Value.Start, Value.Length);

    /// <summary>Whether the string or name contains escapes.</summary>
    public bool IsEscaped { get; private set; }

    public FrameFault Fault { get; private set; }

    /// <summary>Moves to the next token; false at the end or at a fault.</summary>
    public bool Read()
    {
        if (Fault != FrameFault.None) return false;
        SkipWhiteSpace();
        if (_at == _json.Length) return _expected == Expected.Nothing ? End() : Fail();
        var next = _json[_at];
        if (_expected == Expected.CommaOrEnd)
        {
            if (next is (byte)'}' or (byte)']') return Close(next);
            if (next != ',') return Fail();
            _at++;
            SkipWhiteSpace();
            if (_at == _json.Length) return Fail();
            next = _json[_at];
            _expected = IsInObject ? Expected.Name : Expected.Value;
        }

        switch (_expected)
        {
            case Expected.Name: return next == '"' ? ReadName() : Fail();
            case Expected.NameOrEnd: return next == '"' ? ReadName() : next == '}' ? Close(next) : Fail();
            case Expected.ValueOrEnd when next == ']': return Close(next);
            case Expected.Nothing: return Fail();
            default: return ReadValue(next);
        }
    }

    /// <summary>Moves to the end of the value that the scanner stands on, or behind the name it stands on.</summary>
    public void Skip()
    {
        if (TokenType == JsonTokenType.PropertyName && !Read()) return;
        if (TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = _depth;
        while (_depth >= depth && Read())
        {
        }
    }

    /// <summary>The whole value that the scanner stands on; afterwards it stands on the value's last token.</summary>
    public Slice SkipValue()
    {
        var start = TokenStart;
        Skip();
        return new(start, _at - start);
    }

    /// <summary>Whether the string or name spells this ASCII text, however it is escaped.</summary>
    public readonly bool TextEquals(ReadOnlySpan<byte> text)
    {
        if (TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) return false;
        if (!IsEscaped) return ValueSpan.SequenceEqual(text);
        // An escaped character takes six bytes at most.
        if (Value.Length > text.Length * 6) return false;
        Span<char> unescaped = Value.Length <= 256 ? stackalloc char[Value.Length] : new char[Value.Length];
        return Ascii.Equals(text, unescaped[..Core.Text.JsonString.Decode(ValueSpan, unescaped)]);
    }

    private readonly bool IsInObject => (_isObject & 1) != 0;

    private void SkipWhiteSpace()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') _at++;
    }

    private bool ReadName()
    {
        if (!ReadString()) return false;
        SkipWhiteSpace();
        if (_at == _json.Length || _json[_at] != ':') return Fail();
        _at++;
        (TokenType, _expected) = (JsonTokenType.PropertyName, Expected.Value);
        return true;
    }

    private bool ReadValue(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                if (!ReadString()) return false;
                TokenType = JsonTokenType.String;
                break;
            case (byte)'{': return Open(JsonTokenType.StartObject, 1, Expected.NameOrEnd);
            case (byte)'[': return Open(JsonTokenType.StartArray, 0, Expected.ValueOrEnd);
            case (byte)'t': return ReadLiteral("true"u8, JsonTokenType.True);
            case (byte)'f': return ReadLiteral("false"u8, JsonTokenType.False);
            case (byte)'n': return ReadLiteral("null"u8, JsonTokenType.Null);
            default:
                var length = JsonGrammar.NumberLength(_json[_at..]);
                if (length == 0) return Fail();
                (TokenStart, Value, TokenType) = (_at, new(_at, length), JsonTokenType.Number);
                _at += length;
                break;
        }

        AfterValue();
        return true;
    }

    private bool ReadString()
    {
        var start = ++_at;
        IsEscaped = false;
        while (true)
        {
            var stop = JsonGrammar.PlainLength(_json[_at..]);
            _at += stop;
            if (_at == _json.Length) return Fail();
            if (_json[_at] == '"') break;
            if (_json[_at] != '\\') return Fail();
            var escape = JsonGrammar.EscapeLength(_json[_at..]);
            if (escape == 0) return Fail();
            IsEscaped = true;
            _at += escape;
        }

        (TokenStart, Value) = (start - 1, new(start, _at - start));
        _at++;
        return true;
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenType token)
    {
        if (!_json[_at..].StartsWith(literal)) return Fail();
        (TokenStart, Value, TokenType) = (_at, new(_at, literal.Length), token);
        _at += literal.Length;
        AfterValue();
        return true;
    }

    private bool Open(JsonTokenType token, ulong isObject, Expected expected)
    {
        if (_depth == _maxDepth)
        {
            Fault = FrameFault.TooDeep;
            return false;
        }

        if ((_depth & 63) == 0 && _depth > 0)
        {
            (_spilled ??= new()).Push(_isObject);
            _isObject = 0;
        }

        _isObject = (_isObject << 1) | isObject;
        _depth++;
        (TokenStart, Value, TokenType, _expected) = (_at, new(_at, 1), token, expected);
        _at++;
        return true;
    }

    private bool Close(byte bracket)
    {
        if (_depth == 0 || IsInObject != (bracket == '}')) return Fail();
        (TokenStart, Value, TokenType) = (_at, new(_at, 1), bracket == '}' ? JsonTokenType.EndObject : JsonTokenType.EndArray);
        _at++;
        _depth--;
        _isObject >>= 1;
        if ((_depth & 63) == 0 && _depth > 0) _isObject = _spilled!.Pop();
        AfterValue();
        return true;
    }

    private void AfterValue() => _expected = _depth == 0 ? Expected.Nothing : Expected.CommaOrEnd;

    private bool End()
    {
        TokenType = JsonTokenType.None;
        return false;
    }

    private bool Fail()
    {
        Fault = FrameFault.InvalidJson;
        return false;
    }
}
