using System.Buffers;

namespace Gateway.Core.Transport;

/// <summary>One reader's view of a queue of messages.</summary>
internal sealed class QueueSource(MessageQueue queue) : IMessageSource
{
    public byte[] Bytes { get; private set; } = [];

    public long Parent { get; private set; }

    public bool HasMore => queue.HasMore;

    public bool IsEnded { get; private set; }

    public bool TryCall(Action reader)
    {
        queue.Listen(reader);
        return true;
    }

    public bool TryRead(out int start, out int length, out LineFault fault)
    {
        // A thread whose turn was taken does not come here again, so what it may still look at is never given back.
        if (Bytes.Length > 0) ArrayPool<byte>.Shared.Return(Bytes);
        Bytes = [];
        // The last thing that is touched when nothing is left: another thread may read from then on.
        if (!queue.TryTake(out var message, out var isEnded))
        {
            (start, length, fault) = (0, 0, LineFault.None);
            if (isEnded) IsEnded = true;
            return false;
        }

        (Bytes, Parent) = (message.Buffer, message.Parent);
        (start, length, fault) = (0, message.Length, message.IsTooLong ? LineFault.TooLong : LineFault.None);
        return true;
    }

    public bool Discard(Action<ReadOnlySpan<byte>> part)
    {
        part(default);
        return true;
    }

    public IMessageSource Fork() => new QueueSource(queue);
}
