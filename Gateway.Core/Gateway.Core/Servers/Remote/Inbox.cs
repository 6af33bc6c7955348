using System.Buffers;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Remote;

/// <summary>Takes received messages to the one thread that handles what the server says.</summary>
internal sealed class Inbox(MessageQueue queue)
{
    // Set while a thread sends: what is answered at once must not be handled in the middle of that.
    [ThreadStatic]
    private static bool _isSending;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\n\r"u8);

    /// <summary>Marks that the calling thread sends, or does no longer.</summary>
    public static bool IsSending
    {
        set => _isSending = value;
    }

    /// <summary>Hands over a message that lies in a buffer of the shared pool, which is the queue's from now on.</summary>
    /// <param name="pooled">The message.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="parent">The request on whose stream it came; 0 for none.</param>
    /// <param name="isLast">Nothing more need come from where it came: then a guardrail that never returns keeps this thread from nothing.</param>
    /// <param name="cancellationToken">Ends waiting for room.</param>
    public ValueTask AddAsync(byte[] pooled, int length, long parent, bool isLast, CancellationToken cancellationToken)
    {
        // A message is one line for the client. Between its members a line end is a blank; inside a string JSON has none.
        var rest = pooled.AsSpan(0, length);
        for (var at = rest.IndexOfAny(LineEnds); at >= 0; at = rest.IndexOfAny(LineEnds))
        {
            rest[at] = (byte)' ';
            rest = rest[(at + 1)..];
        }

        return queue.AddAsync(new(pooled, length, parent), isLast && !_isSending, cancellationToken);
    }

    /// <summary>Answers a request in the server's place.</summary>
    public void Answer(OutgoingMessage request, byte[] answer) => Add(answer, request.Number);

    /// <summary>Says something in the server's place.</summary>
    public void Add(ReadOnlySpan<byte> message, long parent = 0)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(pooled);
        queue.Add(new(pooled, message.Length, parent));
    }

    /// <summary>A message came that was over the limit and is not here.</summary>
    public void AddTooLong() => queue.Add(new([], 0, 0, IsTooLong: true));

    public static byte[] Error(OutgoingMessage request, RemoteFault fault, string server) =>
        Protocol.Answer.Error(request.Id!, fault.Code, $"Server '{Printable.Line(server)}' {fault.Predicate}.");
}
