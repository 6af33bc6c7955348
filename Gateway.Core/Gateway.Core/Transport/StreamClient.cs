namespace Gateway.Core.Transport;

/// <summary>A client on a pipe each way, a message a line: stdio, or memory.</summary>
/// <param name="input">What the client writes.</param>
/// <param name="output">What the client reads.</param>
internal sealed class StreamClient(Stream input, IByteWriter output) : IClientConnection
{
    public IMessageSource OpenInput(long maxMessage) => new LineBuffer(input, maxMessage);

    public IClientOutput OpenOutput(long bound, Action<Exception> onBroken) => new LineOutput(new(output, bound, onBroken));
}
