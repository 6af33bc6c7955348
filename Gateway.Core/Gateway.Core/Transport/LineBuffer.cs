namespace Gateway.Core.Transport;

/// <summary>Splits a byte stream into lines. It grows to the longest line and shrinks again when lines are short.</summary>
internal sealed class LineBuffer : IMessageSource
{
    private const int First = 4 * 1024; // most servers are idle: fifty of them must not hold megabytes
    private const int Smallest = 64 * 1024;
    private const int LinesUntilShrink = 256;

    private readonly Stream _stream;
    private readonly long _maxLine;
    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private int _scanned;
    private bool _isWide;
    private int _lines;
    private int _longest;

    public LineBuffer(Stream stream, long maxLine) => (_stream, _maxLine) = (stream, maxLine);

    private LineBuffer(LineBuffer other)
        : this(other._stream, other._maxLine)
    {
        var rest = other._bytes.AsSpan(other._start, other._end - other._start);
        _bytes = new byte[Math.Max(Smallest, rest.Length)];
        rest.CopyTo(_bytes);
        (_end, _scanned) = (rest.Length, other._scanned - other._start);
    }

    public byte[] Bytes => _bytes;

    /// <summary>Lines belong to no request that the line itself does not name.</summary>
    public long Parent => 0;

    /// <summary>Who waits for lines is told by the end of them.</summary>
    public bool IsEnded => true;

    /// <summary>Whether another whole line can be had without reading.</summary>
    public bool HasMore => _bytes.AsSpan(_scanned, _end - _scanned).Contains((byte)'\n');

    public bool TryCall(Action reader) => false;

    /// <summary>What was read and not yet taken, in a buffer of its own: for the thread that takes this one's place.</summary>
    public IMessageSource Fork() => new LineBuffer(this);

    /// <summary>The next line without its end; false at the end of the stream. A part line at the end is dropped.</summary>
    public bool TryRead(out int start, out int length, out LineFault fault)
    {
        fault = LineFault.None;
        while (true)
        {
            var at = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            // Also when the end is here already: whether a line is too long must not depend on how it was cut into reads.
            if (at >= 0 && _scanned + at - _start <= _maxLine)
            {
                (start, length) = (_start, _scanned + at - _start);
                _start = _scanned = _scanned + at + 1;
                _lines++;
                _longest = Math.Max(_longest, length);
                return true;
            }

            _scanned = _end;
            if (_end - _start > _maxLine)
            {
                (start, length, fault) = (_start, _end - _start, LineFault.TooLong);
                return true;
            }

            if (!TryFill())
            {
                (start, length) = (0, 0);
                return false;
            }
        }
    }

    /// <summary>After <see cref="LineFault.TooLong"/>: reads over the rest of the line, handing out every part of it, the first included.</summary>
    public bool Discard(Action<ReadOnlySpan<byte>> part)
    {
        while (true)
        {
            var rest = _bytes.AsSpan(_start, _end - _start);
            var at = rest.IndexOf((byte)'\n');
            part(at < 0 ? rest : rest[..at]);
            _start = _scanned = at < 0 ? _end : _start + at + 1;
            if (at >= 0) return true;
            if (!TryFill()) return false;
        }
    }

    private bool TryFill()
    {
        if (_start == _end)
        {
            // A buffer that was filled to the brim is too small for the traffic.
            if (_end == _bytes.Length && _bytes.Length < Smallest) _bytes = new byte[_bytes.Length == 0 ? First : Smallest];
            _start = _end = _scanned = 0;
            Shrink();
        }
        else if (_end == _bytes.Length)
        {
            MakeRoom();
        }

        var read = _stream.Read(_bytes, _end, _bytes.Length - _end);
        if (read <= 0) return false;
        _end += read;
        return true;
    }

    private void MakeRoom()
    {
        if (_bytes.Length < Smallest)
        {
            Move(Smallest);
            return;
        }

        var isLong = _end - _start > _bytes.Length / 2;
        Move(isLong ? (int)Math.Min(_bytes.Length * 2L, Array.MaxLength) : _bytes.Length);
        if (isLong && !_isWide) PipeSize.Widen(_stream);
        _isWide |= isLong;
    }

    private void Move(int size)
    {
        var length = _end - _start;
        var target = size == _bytes.Length ? _bytes : new byte[size];
        Buffer.BlockCopy(_bytes, _start, target, 0, length);
        (_bytes, _scanned, _start, _end) = (target, _scanned - _start, 0, length);
    }

    // A buffer for long lines is kept while long lines come: no garbage a message, and no memory for the longest line ever.
    private void Shrink()
    {
        if (_lines < LinesUntilShrink) return;
        if (_bytes.Length > Smallest && _longest < _bytes.Length / 4) _bytes = new byte[Math.Max(Smallest, _bytes.Length / 2)];
        (_lines, _longest) = (0, 0);
    }
}
