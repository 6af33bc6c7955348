namespace Benchmarks.Driving;

/// <summary>Cuts a stream at newlines, in one buffer that only grows.</summary>
internal sealed class FrameReader(Stream stream)
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _searched;
    private int _end;

    /// <summary>The next frame that is already here, without its newline; valid until the next call.</summary>
    public bool TryTake(out ReadOnlySpan<byte> frame)
    {
        var newline = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (newline < 0)
        {
            _searched = _end;
            frame = default;
            return false;
        }

        frame = _buffer.AsSpan(_start, _searched + newline - _start);
        _start = _searched += newline + 1;
        return true;
    }

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool Fill()
    {
        if (_start == _end)
        {
            _start = _searched = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }

    private void MakeRoom()
    {
        var target = _start > _buffer.Length / 2 ? _buffer : new byte[_buffer.Length * 2];
        Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
        _searched -= _start;
        _end -= _start;
        _start = 0;
        _buffer = target;
    }
}
