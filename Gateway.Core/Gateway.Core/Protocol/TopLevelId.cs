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

    /// <summary>The raw id, quotes included; null when there is none.</summary>
    public byte[]? Id { get; private set; }

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
            _keyIsId = token.SequenceEqual("\"id\""u8);
            HasMethod |= token.SequenceEqual("\"method\""u8);
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
            Id = _token.AsSpan(0, _length).ToArray();
        }

        _keyIsId = false;
    }
}
