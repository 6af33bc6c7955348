using System.Buffers;
using System.Text;

namespace Gateway.Core.Servers.Remote;

/// <summary>Reads server-sent events (HTML standard, §9.2), each no longer than a limit.</summary>
/// <remarks>
/// Not System.Net.ServerSentEvents: its parser keeps lines and events of any length, and a stream that bounds it cannot know where
/// an event ends. This one gives the data away in the buffer it was collected in, and remembers the event's id without a string.
/// </remarks>
internal sealed class EventReader(Stream stream, long limit) : IDisposable
{
    private const int LongestId = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4 * 1024);
    private int _start;
    private int _end;
    private int _scanned;
    private bool _isFirst = true;
    private bool _skipsLineFeed;
    private bool _skipsLine;

    private byte[] _data = [];
    private int _dataLength;
    private int _dataLines;
    private bool _isTooLong;
    private byte[]? _nextId;
    private byte[]? _id;

    /// <summary>The id to go on from; null when there is none that a header can carry.</summary>
    public string? LastEventId => _id is { Length: > 0 } id && !id.AsSpan().ContainsAnyExceptInRange((byte)0x21, (byte)0x7e) ? Encoding.ASCII.GetString(id) : null;

    /// <summary>How long to wait before the stream is asked for again; null when it does not say.</summary>
    public TimeSpan? Retry { get; private set; }

    /// <summary>The event's type; empty is a message.</summary>
    public string Type { get; private set; } = "";

    public ReadOnlySpan<byte> Data => _data.AsSpan(0, _dataLength);

    /// <summary>The event was over the limit, and its data is not here.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next event with data; false at the end of the stream. An event without its empty line is none.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        BeginEvent();
        while (true)
        {
            while (TryTakeLine(out var line))
            {
                if (line.Length > 0) Field(_buffer.AsSpan(line.Start, line.Length));
                else if (IsEvent()) return true;
            }

            if (!await TryFillAsync(cancellationToken).ConfigureAwait(false)) return false;
        }
    }

    /// <summary>The data's buffer, from the shared pool: the caller's from now on.</summary>
    public (byte[] Pooled, int Length) Take()
    {
        var taken = (_data, _dataLength);
        (_data, _dataLength) = ([], 0);
        return taken;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        if (_data.Length > 0) ArrayPool<byte>.Shared.Return(_data);
        (_buffer, _data) = ([], []);
    }

    private void BeginEvent() => (_dataLength, _dataLines, _isTooLong, Type) = (0, 0, false, "");

    // An event without data only moves the id: servers begin with one, to have the stream resumed from there.
    private bool IsEvent()
    {
        if (_nextId is not null) (_id, _nextId) = (_nextId, null);
        IsTooLong = _isTooLong;
        if (_dataLength > 0 || _isTooLong) return true;
        BeginEvent();
        return false;
    }

    private bool TryTakeLine(out (int Start, int Length) line)
    {
        line = default;
        while (true)
        {
            if (_skipsLineFeed && _start < _end)
            {
                _skipsLineFeed = false;
                if (_buffer[_start] == '\n') _start = _scanned = _start + 1;
            }

            var at = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
            if (at < 0)
            {
                _scanned = _end;
                return false;
            }

            line = (_start, _scanned + at - _start);
            _skipsLineFeed = _buffer[_scanned + at] == '\r';
            _start = _scanned = _scanned + at + 1;
            if (!_skipsLine) return true;
            _skipsLine = false; // the rest of a line that was too long
        }
    }

    private void Field(ReadOnlySpan<byte> line)
    {
        if (_isFirst && line.StartsWith("\uFEFF"u8)) line = line[3..];
        _isFirst = false;
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        if (value.Length > 0 && value[0] == ' ') value = value[1..];
        if (name.SequenceEqual("data"u8)) AddData(value);
        else if (name.SequenceEqual("event"u8)) Type = value.SequenceEqual("message"u8) ? "" : Encoding.UTF8.GetString(value[..Math.Min(value.Length, 100)]);
        else if (name.SequenceEqual("id"u8) && !value.Contains((byte)0) && value.Length <= LongestId) _nextId = value.ToArray();
        else if (name.SequenceEqual("retry"u8) && int.TryParse(value, System.Globalization.NumberStyles.None, null, out var milliseconds)) Retry = TimeSpan.FromMilliseconds(milliseconds);
    }

    private void AddData(ReadOnlySpan<byte> value)
    {
        if (_dataLines++ > 0 && _dataLength > 0) Append("\n"u8);
        Append(value);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _isTooLong |= _dataLength + (long)bytes.Length > limit;
        if (_isTooLong) return;
        while (_data.Length - _dataLength < bytes.Length)
        {
            _data = _dataLength == 0 && _data.Length == 0 ? ArrayPool<byte>.Shared.Rent(bytes.Length) : BodyReader.Grow(_data, _dataLength);
        }

        bytes.CopyTo(_data.AsSpan(_dataLength));
        _dataLength += bytes.Length;
    }

    private async ValueTask<bool> TryFillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end) _start = _end = _scanned = 0;
        if (_end == _buffer.Length) MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        var length = _end - _start;
        if (_skipsLine || length > limit + LongestId)
        {
            // No line end yet, and too much already: what it holds is dropped, and so is what comes up to the line end.
            (_skipsLine, _isTooLong, _start, _end, _scanned) = (true, true, 0, 0, 0);
            return;
        }

        if (_start > 0) Buffer.BlockCopy(_buffer, _start, _buffer, 0, length);
        (_scanned, _start, _end) = (_scanned - _start, 0, length);
        if (length > _buffer.Length / 2) _buffer = BodyReader.Grow(_buffer, length);
    }
}
