using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>Sends requests to a shared server, under ids and progress tokens of its own. Used under the lock of the run.</summary>
internal sealed class SharedRequests(string name, Outbox outbox, SharedCalls calls)
{
    /// <summary>Sends a request of a session on.</summary>
    /// <param name="port">Whose it is.</param>
    /// <param name="frame">The request.</param>
    /// <param name="look">Looks at the answer.</param>
    /// <param name="isStanding">It stays open for as long as it is wanted.</param>
    /// <param name="target">A part that gives way; the default is none.</param>
    /// <param name="replacement">What takes its place.</param>
    /// <returns>The answer when it cannot be sent; null when it was.</returns>
    public byte[]? Forward(SharedPort port, Frame frame, Func<Frame, byte[]?>? look = null, bool isStanding = false, Slice target = default, byte[]? replacement = null)
    {
        var id = frame.Raw(frame.Envelope.Id);
        var token = frame.Envelope.ProgressToken;
        var call = new SharedCall
        {
            Id = calls.NextId(),
            Port = port,
            OriginalId = id.ToArray(),
            Key = RequestId.Of(id),
            ProgressToken = token.IsPresent ? frame.Raw(token).ToArray() : null,
            IsStanding = isStanding,
            IsTask = frame.Envelope.Task.IsPresent,
            Look = look,
        };
        if (port.HasEnded) return null;
        if (!calls.TryAdd(call)) return Busy(id);
        if (TrySend(call.Id, frame, target, replacement) || outbox.IsClosed) return null; // with a broken pipe it is about to end, and all calls with it
        calls.Remove(call.Id);
        return Busy(id);
    }

    /// <summary>Sends a session's request on as one of the hub's own.</summary>
    public bool Ask(Frame frame, Action<Frame> take, Slice target = default, byte[]? replacement = null)
    {
        var call = new SharedCall { Id = calls.NextId(), Take = take };
        return Ask(call, TrySend(call.Id, frame, target, replacement));
    }

    /// <summary>Sends a request of the hub's own.</summary>
    public bool Ask(string method, ReadOnlySpan<byte> parameters, Action<Frame> take)
    {
        var call = new SharedCall { Id = calls.NextId(), Take = take };
        return Ask(call, outbox.TrySend([.. Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{call.Id},\"method\":\"{method}\",\"params\":"), .. parameters, (byte)'}']));
    }

    public byte[] Busy(ReadOnlySpan<byte> id) =>
        Answer.Error(id, ErrorCodes.Busy, $"Server '{Printable.Line(name)}' is busy: it does not read, or too many calls of this session are in flight, or one with this id. Try again.");

    private bool Ask(SharedCall call, bool isSent) => isSent && calls.TryAdd(call); // its answer waits for the lock

    private bool TrySend(long number, Frame frame, Slice target, byte[]? replacement)
    {
        Span<byte> buffer = stackalloc byte[WireId.MaxLength];
        var id = WireId.Write(number, buffer);
        scoped var splices = default(Splices);
        splices.Replace(frame.Envelope.Id, id);
        splices.Replace(frame.Envelope.ProgressToken, id);
        splices.Replace(target, replacement);
        var said = frame.Envelope.Reserved.ClientCapabilities;
        if (said.IsPresent && SharedCapabilities.Without(frame.Raw(said)) is { } reduced) splices.Replace(said, reduced);
        return outbox.TrySend(frame.Bytes, splices);
    }
}
