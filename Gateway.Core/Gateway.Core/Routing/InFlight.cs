using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Tracing;

namespace Gateway.Core.Routing;

/// <summary>A request that waits for its answer. It ends exactly once, whatever comes first.</summary>
internal sealed class InFlight
{
    private const int Accepted = 0;
    private const int Forwarded = 1;
    private const int Finished = 2;

    private int _state;
    private CancellationTokenSource? _cancellation;
    private byte[]? _sent;

    /// <summary>The id towards the receiver; also its progress token there.</summary>
    public long Id { get; set; }

    /// <summary>The sender's raw id, quotes included.</summary>
    public required byte[] OriginalId { get; init; }

    public required RequestId Key { get; init; }

    /// <summary>The client's stream that everything about it goes on.</summary>
    public long Stream { get; init; }

    /// <summary>The sender's raw progress token; null when it wants no progress.</summary>
    public byte[]? ProgressToken { get; init; }

    public required string Method { get; init; }

    /// <summary>The called tool; null for everything that is not tools/call.</summary>
    public Tool? Tool { get; set; }

    /// <summary>The server's own raw name of the prompt, when it is for one.</summary>
    public byte[]? PromptName { get; set; }

    /// <summary>Whether it goes to a server of the other era.</summary>
    public Crossing Crossing { get; set; }

    /// <summary>The request as it passed the guardrails; kept only when it may have to be sent once more.</summary>
    public Frame? Sent
    {
        get
        {
            if (_sent is null) return null;
            var frame = Frame.Of(_sent);
            EnvelopeReader.Read(frame, int.MaxValue);
            return frame;
        }
    }

    /// <summary>Keeps the request: only its bytes, since hardly any is sent once more.</summary>
    public void Keep(Frame request) => _sent = request.Bytes.ToArray();

    /// <summary>It was sent once more to a server that was lost.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>It asks for a task (2025-11-25).</summary>
    public bool IsTask { get; init; }

    /// <summary>What its server needed of the client, which the client has not declared, as a JSON object; null when there was no such thing.</summary>
    public string? Missing { get; set; }

    /// <summary>How often its server has asked for input.</summary>
    public int Rounds { get; set; }

    /// <summary>Servers to try next when this one does not have it.</summary>
    public Queue<ChildServer>? Others { get; set; }

    /// <summary>Its client was sent away for input while the server works on it; null for all others.</summary>
    public ParkedCall? Parked { get; set; }

    /// <summary>The guarded params of a server's request that is asked by an answer.</summary>
    public byte[] Params { get; set; } = [];

    /// <summary>Takes the client's answer in the place of a server.</summary>
    public Action<Passage>? Take { get; init; }

    /// <summary>Called with a code and a sentence when no answer of the client can be taken any more.</summary>
    public Action<int, string>? Lose { get; init; }

    /// <summary>The level of log messages that a modern request asks for; null for none.</summary>
    public LoggingLevel? LogLevel { get; init; }

    /// <summary>The server it goes to, or comes from.</summary>
    public ChildServer? Server { get; set; }

    public required MessageInfo Request { get; set; }

    public required MessageInfo Answer { get; set; }

    /// <summary>Takes the answer of a request that the gateway itself sends.</summary>
    public PendingReply? Reply { get; init; }

    /// <summary>In ticks of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Started { get; init; }

    public long SentAt { get; set; }

    public long AnsweredAt { get; set; }

    /// <summary>When it times out; <see cref="long.MaxValue"/> for never. Progress moves it.</summary>
    public long Deadline = long.MaxValue;

    /// <summary>When it times out also with progress; <see cref="long.MaxValue"/> for never.</summary>
    public long Last { get; set; } = long.MaxValue;

    /// <summary>How long the server may be silent, in timestamp ticks.</summary>
    public long Patience { get; set; }

    /// <summary>What was found in the request; the answer's note tells it.</summary>
    public FindingCounts? Findings { get; set; }

    /// <summary>Size of the request as its sender wrote it.</summary>
    public int Size { get; init; }

    /// <summary>The client that sent it; null for a server's request.</summary>
    public Introduction? Client { get; init; }

    /// <summary>What its record needs; null without tracers.</summary>
    public CallTrace? Trace { get; set; }

    /// <summary>Keeps progress and answer in order while an asynchronous guardrail holds one of them.</summary>
    public Lane Lane => field ??= new();

    public bool IsFinished => Volatile.Read(ref _state) == Finished;

    /// <summary>Cancelled together with the request.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            var source = Interlocked.CompareExchange(ref _cancellation, new(), null) ?? _cancellation;
            if (IsFinished) source.Cancel();
            return source.Token;
        }
    }

    /// <summary>False when it ended before it was sent: then it must never be.</summary>
    public bool TryForward() => Interlocked.CompareExchange(ref _state, Forwarded, Accepted) == Accepted;

    /// <summary>True for the one caller that may answer.</summary>
    public bool TryFinish() => Interlocked.Exchange(ref _state, Finished) != Finished;

    /// <summary>Ends it without an answer.</summary>
    /// <returns>Whether it was still open, and whether the receiver has it.</returns>
    public (bool WasOpen, bool WasForwarded) Cancel()
    {
        var before = Interlocked.Exchange(ref _state, Finished);
        // On the pool: a guardrail's own callback must not hold the client's reader.
        if (before != Finished && Volatile.Read(ref _cancellation) is { } cancellation) _ = cancellation.CancelAsync();
        return (before != Finished, before == Forwarded);
    }

    /// <summary>Adds what was found in a message that belongs to the request.</summary>
    public void Count(FindingCounts findings)
    {
        lock (OriginalId)
        {
            if (Findings is null) Findings = findings;
            else Findings.Add(findings);
        }
    }

    /// <summary>Stops its time-out: now others than the server are waited for.</summary>
    public void Rest() => (Patience, Deadline, Last) = (0, long.MaxValue, long.MaxValue);

    public void Touch(long now)
    {
        if (Patience > 0) Volatile.Write(ref Deadline, now + Patience);
    }
}
