namespace Gateway.Core.Scoring;

/// <summary>A file line by line as bytes, in a buffer that is used again.</summary>
internal sealed class LineFile(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _lineLength;

    /// <summary>Without its line end; good until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start - Taken, _lineLength);

    /// <summary>The bytes of the line with its end.</summary>
    public int Taken { get; private set; }

    public bool TryRead()
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0) return Take(searched + at, 1);
            searched = _end - _start;
            if (!TryFill()) return searched > 0 && Take(searched, 0);
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Take(int length, int lineEnd)
    {
        (_lineLength, Taken) = (length, length + lineEnd);
        _start += Taken;
        return true;
    }

    private bool TryFill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _file.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
