namespace Gateway.Core.Transport;

/// <summary>All messages to a client in one queue.</summary>
internal sealed class LineOutput(Outbox queue) : IClientOutput
{
    public bool HasStreams => false;

    public bool IsOverBound => queue.IsOverBound;

    public bool IsFarOverBound => queue.IsFarOverBound;

    public void Send(ReadOnlySpan<byte> message, Splices splices = default, long stream = 0) => queue.Send(message, splices);

    public void Answer(ReadOnlySpan<byte> message, long stream, Splices splices = default) => queue.Send(message, splices);

    public void WaitForRoom() => queue.WaitForRoom();

    public void Drain(TimeSpan limit) => queue.Drain(limit);

    public void Dispose() => queue.Dispose();
}
