using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>Opens a run once for all its sessions, and sees to it that it is spoken to as one era does.</summary>
/// <remarks>
/// <c>initialize</c> binds a process to the legacy era, and not every server serves both in one: the first session that opens it
/// decides, later ones of the other era are told so as such a server would, and cross the eras in their own gateway session.
/// </remarks>
internal sealed class SharedOpening(SharedRun run)
{
    private readonly List<(SharedPort Port, byte[] Id)> _waiting = [];
    private Frame? _answer;
    private bool _isTold;
    private bool _isModern;
    private long? _askedAt;

    /// <summary>It has been opened, in whatever way.</summary>
    public bool IsOpen
    {
        get
        {
            lock (run.Gate) return _isModern || _answer is not null;
        }
    }

    /// <summary>It has been silent on <c>initialize</c> for so long.</summary>
    public bool IsStuckFor(TimeSpan limit)
    {
        lock (run.Gate) return _askedAt is { } askedAt && run.Time.GetElapsedTime(askedAt) >= limit;
    }

    /// <summary>The first one goes to the server; later ones get what it answered.</summary>
    public void OnInitialize(SharedPort port, Frame frame)
    {
        var id = frame.Raw(frame.Envelope.Id).ToArray();
        byte[]? refusal = null;
        Frame? known;
        lock (run.Gate)
        {
            known = _answer;
            if (_isModern) refusal = Answer.Error(id, ErrorCodes.UnsupportedProtocolVersion, "Unsupported protocol version: the shared server is in use in the modern era.");
            else if (known is null) refusal = Ask(port, id, frame);
        }

        if (refusal is not null) port.Deliver(refusal);
        else if (known is not null) Give(port, id, known);
    }

    /// <summary>Every session says that it is open; the server hears it once.</summary>
    public void OnInitialized(Frame frame)
    {
        lock (run.Gate)
        {
            if (_isTold || _answer is null) return;
            _isTold = run.Outbox.TrySend(frame.Bytes);
        }
    }

    /// <summary>Not for a server that is in use as a legacy one.</summary>
    public void OnDiscover(SharedPort port, Frame frame)
    {
        byte[]? refusal;
        lock (run.Gate)
        {
            refusal = _answer is not null
                ? Refusal(frame.Raw(frame.Envelope.Id))
                : run.Requests.Forward(port, frame, look: OnDiscovered(frame.Raw(frame.Envelope.Id).ToArray()));
        }

        if (refusal is not null) port.Deliver(refusal);
    }

    private static byte[] Refusal(ReadOnlySpan<byte> id) => Answer.Error(id, ErrorCodes.MethodNotFound, "Method not found: the shared server is in use in the legacy era.");

    private Func<Frame, byte[]?> OnDiscovered(byte[] id) => answer =>
    {
        lock (run.Gate)
        {
            if (answer.Envelope.Kind == FrameKind.Result && _answer is null) _isModern = true;
            return answer.Envelope.Kind == FrameKind.Result && _answer is not null ? Refusal(id) : null;
        }
    };

    // Under the lock.
    private byte[]? Ask(SharedPort port, byte[] id, Frame frame)
    {
        if (_askedAt is null)
        {
            var capabilities = frame.Envelope.Params.IsPresent ? JsonMembers.Find(frame.Raw(frame.Envelope.Params), "capabilities"u8) : default;
            if (capabilities.IsPresent) capabilities = capabilities with { Start = frame.Envelope.Params.Start + capabilities.Start };
            var reduced = capabilities.IsPresent ? SharedCapabilities.Without(frame.Raw(capabilities)) : null;
            if (!run.Requests.Ask(frame, OnAnswer, reduced is null ? default : capabilities, reduced)) return run.Requests.Busy(id);
            _askedAt = run.Time.GetTimestamp();
        }

        _waiting.Add((port, id));
        return null;
    }

    private void OnAnswer(Frame answer)
    {
        (SharedPort, byte[])[] waiting;
        lock (run.Gate)
        {
            waiting = [.. _waiting];
            _waiting.Clear();
            _askedAt = null;
            // An error is given to all, and not kept: the next one may ask better.
            if (answer.Envelope.Kind == FrameKind.Result) _answer = answer.Copy();
        }

        foreach (var (port, id) in waiting) Give(port, id, answer);
    }

    private static void Give(SharedPort port, byte[] id, Frame answer)
    {
        scoped var splices = default(Splices);
        splices.Replace(answer.Envelope.Id, id);
        port.Deliver(answer.Bytes, splices);
    }
}
