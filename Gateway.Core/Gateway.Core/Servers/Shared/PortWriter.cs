using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>Takes what a session sends apart into messages again. It never makes the session wait: what cannot go on is answered at once.</summary>
internal sealed class PortWriter(SharedPort port) : IByteWriter
{
    private readonly FlushBatch _batch = new();
    private byte[] _part = [];

    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        if (port.HasEnded) throw new IOException("the shared server is gone");
        using var flush = new DeferredFlush(_batch);
        var rest = bytes;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            byte[] message = [.. _part, .. rest[..end]]; // its own: a reader of the envelope needs an array
            _part = [];
            if (message.Length > 0) port.Run.OnMessage(port, message);
            rest = rest[(end + 1)..];
        }

        // Bounded by the session: it sends no message that is over its limit.
        if (rest.Length > 0) _part = [.. _part, .. rest];
        return bytes.Length;
    }

    public void Dispose()
    {
        // The port leaves when its connection is stopped.
    }
}
