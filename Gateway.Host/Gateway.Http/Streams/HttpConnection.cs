using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Http.Streams;

/// <summary>A client that sends each message by a request of its own.</summary>
/// <param name="isStateless">The client is modern.</param>
/// <param name="resumeBytes">How much is kept of streams for a client that comes back.</param>
/// <param name="queueBytes">How much may wait, either way.</param>
/// <param name="onOverBound">Told of a stream whose client does not read it.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpConnection(bool isStateless, long resumeBytes, long queueBytes, Action<ResponseStream> onOverBound, TimeProvider time) : IClientConnection
{
    /// <summary>What the client sends.</summary>
    public MessageQueue Input { get; } = new(queueBytes);

    /// <summary>What the client gets.</summary>
    public ClientStreams Streams { get; } = new(isStateless, resumeBytes, queueBytes, onOverBound, time);

    public IMessageSource OpenInput(long maxMessage) => new QueueSource(Input);

    public IClientOutput OpenOutput(long bound, Action<Exception> onBroken) => Streams;

    public string? Contradiction(Tool tool, Frame call)
    {
        if (tool.Headers is not { IsEmpty: false } headers || Streams.Find(call.Parent)?.Parameters is not { } said) return null;
        var arguments = call.Envelope.Arguments;
        return headers.Contradicting(arguments.IsPresent ? call.Raw(arguments) : default, said) is { } header
            ? $"Header mismatch: {header} does not say what the call's arguments say."
            : null;
    }
}
