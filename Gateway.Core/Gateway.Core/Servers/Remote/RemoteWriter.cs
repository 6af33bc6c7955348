using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Remote;

/// <summary>Takes the lines of an outbox apart again: each is a message and goes its own way.</summary>
internal sealed class RemoteWriter(Action<byte[]> send, SendWindow window) : IByteWriter
{
    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        var taken = 0;
        while (taken < bytes.Length)
        {
            // Whole messages are taken only, so what is left begins with one.
            var length = bytes[taken..].IndexOf((byte)'\n');
            if (!window.TryReserve(length, mayWait && taken == 0)) return taken;
            Inbox.IsSending = true;
            send(bytes.Slice(taken, length).ToArray());
            Inbox.IsSending = false;
            taken += length + 1;
        }

        return taken;
    }

    public void Dispose() => window.Close();
}
