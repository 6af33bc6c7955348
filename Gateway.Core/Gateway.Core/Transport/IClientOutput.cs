namespace Gateway.Core.Transport;

/// <summary>The messages to one client: all on one pipe, or each on the HTTP response that it belongs to. Sending never waits.</summary>
/// <remarks>
/// A stream is the number of the client's message that something is about: <see cref="Protocol.Frame.Parent"/> of that message.
/// On a pipe there is only one, 0; over HTTP 0 is for what belongs to no request.
/// </remarks>
internal interface IClientOutput : IDisposable
{
    /// <summary>Whether it matters on which stream a message goes.</summary>
    bool HasStreams { get; }

    /// <summary>Senders that may wait must: <see cref="WaitForRoom"/>.</summary>
    bool IsOverBound { get; }

    /// <summary>So much waits that the client does not read at all.</summary>
    bool IsFarOverBound { get; }

    /// <summary>Appends a message that is not the last one of its stream.</summary>
    void Send(ReadOnlySpan<byte> message, Splices splices = default, long stream = 0);

    /// <summary>Appends the answer to a request, which is the last message of its stream.</summary>
    void Answer(ReadOnlySpan<byte> message, long stream, Splices splices = default);

    /// <summary>Waits until it is under its bound, or closed. Only for threads that may wait for this client.</summary>
    void WaitForRoom();

    /// <summary>Waits until everything is written or the time is over.</summary>
    void Drain(TimeSpan limit);
}
