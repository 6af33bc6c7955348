using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Transport;

/// <summary>What is done with the messages of one peer. Called from one thread at a time.</summary>
internal interface IPeerHandler
{
    /// <summary>A message that was read whole. The frame is the reader's own and is filled again afterwards.</summary>
    /// <exception cref="TurnTakenException">The message was taken over; the reader ends.</exception>
    void OnFrame(Frame frame, ReaderThread thread);

    /// <summary>A line that is no message the gateway handles.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="id">Its top-level id as far as it could be found, quotes included.</param>
    /// <param name="isCall">Whether it has a method: then its sender waits for an answer of ours.</param>
    /// <param name="stream">What <see cref="Frame.Parent"/> would be.</param>
    void OnFault(FrameFault fault, byte[]? id, bool isCall, long stream);

    /// <summary>The turn of a message was taken from its thread; its passage goes on here, with the failure decided.</summary>
    void OnTakenOver(Passage passage, ReaderThread thread);

    /// <summary>The stream has ended. Called once.</summary>
    void OnEnd(Exception? cause);
}
