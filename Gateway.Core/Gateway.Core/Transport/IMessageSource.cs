namespace Gateway.Core.Transport;

/// <summary>The messages of one peer, one after the other. Used by one thread at a time.</summary>
internal interface IMessageSource
{
    /// <summary>What the message that was read last lies in.</summary>
    byte[] Bytes { get; }

    /// <summary>The id of the request on whose response stream that message came; 0 when the transport does not tell.</summary>
    long Parent { get; }

    /// <summary>Whether another message can be had without waiting.</summary>
    bool HasMore { get; }

    /// <summary>There will be no more.</summary>
    bool IsEnded { get; }

    /// <summary>Has the reader called, by whatever thread brings messages, instead of waited for; false when it must wait on a thread of its own.</summary>
    bool TryCall(Action reader);

    /// <summary>The next message; false when there is none: now, if the reader is called, else at all.</summary>
    bool TryRead(out int start, out int length, out LineFault fault);

    /// <summary>After <see cref="LineFault.TooLong"/>: reads over the rest of the message, handing out every part that is left of it.</summary>
    bool Discard(Action<ReadOnlySpan<byte>> part);

    /// <summary>The rest of the messages, for the thread that takes this one's place.</summary>
    IMessageSource Fork();
}
