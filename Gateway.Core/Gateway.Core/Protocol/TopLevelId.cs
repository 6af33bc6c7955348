using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Core.Protocol;

/// <summary>Finds the top-level <c>id</c> of a message that is too large or too deep to be read, in chunks and at any depth.</summary>
/// <remarks>Servers may write the id last, so the whole message is read over; nothing but the id is kept.</remarks>
internal sealed class TopLevelId
{
    private const int LongestId = 256;

    private readonly byte[] _token = new byte[LongestId];
    private int _length;
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _isKey;
    private bool _capturing;
    private bool _keyIsId;
    private bool _tooLong;

    private byte[]? _id;

    /// <summary>The raw id, quotes included; null when there is none, or when it is not JSON: it goes into an answer of ours.</summary>
    public byte[]? Id => _id is not null && IsJson(_id) ? _id : null;

    /// <summary>Whether a top-level <c>method</c> was met: then it was a request, not an answer.</summary>
    public bool HasMethod { get; private set; }

    public static TopLevelId In(ReadOnlySpan<byte> message)
    {
        var scan = new TopLevelId();
        scan.Feed(message);
        return scan;
    }

    public void Feed(ReadOnlySpan<byte> chunk)
    {
        for (var i = 0; i < chunk.Length; i++)
        {
            var b = chunk[i];
            if (_inString && !_capturing)
            {
                // Inside a string of no interest: jump to what can end it.
                if (_escaped)
                {
                    _escaped = false;
                    continue;
                }

                var jump = chunk[i..].IndexOfAny((byte)'"', (byte)'\\');
                if (jump < 0) return;
                i += jump;
                if (chunk[i] == '\\') _escaped = true;
                else _inString = false;
                continue;
            }

            Step(b);
        }
    }

    private void Step(byte b)
    {
        if (_inString)
        {
            Keep(b);
            if (_escaped) _escaped = false;
            else if (b == '\\') _escaped = true;
            else if (b == '"') EndString();
            return;
        }

        switch (b)
        {
            case (byte)'"':
                _inString = true;
                if (_depth == 1 && (_isKey || _keyIsId)) Begin(b);
                break;
            case (byte)'{' or (byte)'[':
                _isKey = ++_depth == 1 && b == '{';
                break;
            case (byte)'}' or (byte)']':
                EndScalar();
                _depth--;
                break;
            case (byte)',':
                EndScalar();
                _isKey = _depth == 1;
                break;
            case (byte)':':
                if (_depth == 1) _isKey = false;
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                EndScalar();
                break;
            default:
                if (_capturing) Keep(b);
                else if (_depth == 1 && _keyIsId && !_isKey) Begin(b);
                break;
        }
    }

    private void Begin(byte b)
    {
        (_capturing, _length, _tooLong) = (true, 0, false);
        Keep(b);
    }

    private void Keep(byte b)
    {
        if (_length < LongestId) _token[_length++] = b;
        else _tooLong = true;
    }

    private void EndString()
    {
        (_inString, _capturing) = (false, false);
        var token = _token.AsSpan(0, _length);
        if (_isKey)
        {
            _keyIsId = Spells(token, "id"u8);
            HasMethod |= Spells(token, "method"u8);
        }
        else
        {
            Take();
        }
    }

    private void EndScalar()
    {
        if (!_capturing || _inString) return;
        _capturing = false;
        Take();
    }

    private void Take()
    {
        if (_keyIsId && !_tooLong && _length > 0 && _token[0] is (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            _id = _token.AsSpan(0, _length).ToArray();
        }

        _keyIsId = false;
    }

    // What is scanned here may be anything, so nothing is assumed of its escapes. A letter has one escape only, \uXXXX.
    private static bool Spells(ReadOnlySpan<byte> token, ReadOnlySpan<byte> name)
    {
        var rest = token[1..^1];
        foreach (var letter in name)
        {
            if (rest.IsEmpty) return false;
            var isEscaped = rest[0] == '\\' && rest.Length >= 6 && rest[1] == 'u';
            if (isEscaped ? !Utf8Parser.TryParse(rest[2..6], out ushort unit, out var used, 'x') || used != 4 || unit != letter : rest[0] != letter) return false;
            rest = rest[(isEscaped ? 6 : 1)..];
        }

        return rest.IsEmpty;
    }

    private static bool IsJson(byte[] token)
    {
        if (!Utf8.IsValid(token)) return false;
        try
        {
            var reader = new Utf8JsonReader(token);
            return reader.Read() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
