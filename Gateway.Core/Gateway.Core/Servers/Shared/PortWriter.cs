using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>Takes what a session sends apart into messages again. It never makes the session wait: what cannot go on is answered at once.</summary>
internal sealed class PortWriter(SharedPort port) : IByteWriter
{
    // Kept for the next message, but not for ever the size of the longest.
    private const int LongestKept = 64 * 1024;

    private readonly FlushBatch _batch = new();
    private readonly Frame _frame = new();
    private byte[] _message = [];
    private int _length;

    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        if (port.HasEnded) throw new IOException("the shared server is gone");
        using var flush = new DeferredFlush(_batch);
        var rest = bytes;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            Append(rest[..end]);
            _frame.Set(_message, 0, _length);
            if (_length > 0) port.Run.OnMessage(port, _frame);
            _length = 0;
            if (_message.Length > LongestKept) _message = [];
            rest = rest[(end + 1)..];
        }

        Append(rest); // bounded by the session: it sends no message that is over its limit
        return bytes.Length;
    }

    public void Dispose()
    {
        // The port leaves when its connection is stopped.
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_message.Length - _length < part.Length) Array.Resize(ref _message, Math.Max(_length + part.Length, Math.Min(_length * 2, LongestKept)));
        part.CopyTo(_message.AsSpan(_length));
        _length += part.Length;
    }
}
