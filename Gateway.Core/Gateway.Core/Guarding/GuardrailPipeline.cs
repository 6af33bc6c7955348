using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>What every message passes: stage a inline on its reader, stages b and c, if any guardrail needs them, in its lane.</summary>
/// <remarks>The policy can be replaced while messages pass: each takes the present one when it enters, once.</remarks>
internal sealed class GuardrailPipeline(GuardrailPolicy first, Watchdog watchdog)
{
    private readonly StageContext _context = first.Context;
    private volatile GuardrailPolicy _policy = first;
    private FindingLedger? _ledger;

    /// <summary>The one in force.</summary>
    public GuardrailPolicy Policy => _policy;

    public IReadOnlyList<GuardrailSlot> Slots => _policy.Slots;

    /// <inheritdoc cref="GuardrailPolicy.Fingerprint"/>
    public string Fingerprint => _policy.Fingerprint;

    public Watchdog Watchdog { get; } = watchdog;

    /// <summary>What was found so far, and what was done about it.</summary>
    /// <remarks>Made when it is first needed: its dictionaries are compiled for their keys.</remarks>
    public FindingLedger Ledger => Volatile.Read(ref _ledger) ?? Interlocked.CompareExchange(ref _ledger, new(_context.Log), null) ?? _ledger;

    /// <summary>The same for those who only look; null when nothing was found yet.</summary>
    public FindingLedger? FoundSoFar => Volatile.Read(ref _ledger);

    /// <summary>Whether there is no guardrail, which is so from the start to the end.</summary>
    public bool IsEmpty { get; } = first.IsEmpty;

    /// <summary>Begins a message's way under the present policy. For owners who need to know it before they send the message through.</summary>
    public GuardrailPolicy Enter(Passage passage)
    {
        if (passage.Policy is { } entered) return entered;
        var policy = _policy;
        while (!IsEmpty && !policy.TryEnter()) policy = _policy; // it was replaced this moment, and nothing passes under it any more
        return passage.Policy = policy;
    }

    /// <summary>Puts another policy in force: a message that enters after the return passes under it, one that has entered before ends under its own.</summary>
    /// <returns>Completed when no message is under the replaced one any more.</returns>
    /// <exception cref="ArgumentException">There were guardrails and now there are none, or the other way round.</exception>
    public Task Replace(GuardrailPolicy next)
    {
        if (next.IsEmpty != IsEmpty) throw new ArgumentException("the guardrails that are enabled stay the same", nameof(next));
        var before = Interlocked.Exchange(ref _policy, next);
        before.Leave();
        _context.Changes?.Raise();
        return before.WhenUnused;
    }

    /// <summary>Sends a message through on its reader's thread; <see cref="Passage.Next"/> is called here or, when a guardrail waits, later.</summary>
    /// <returns>False when the passage was kept for later: the caller must not use it, nor its frame, again.</returns>
    /// <exception cref="TurnTakenException">Another thread has taken the message over.</exception>
    public bool Pass(Passage passage, TextWalker walker, Turn turn)
    {
        var policy = Enter(passage);
        if (!IsEmpty && passage.Refusal is null && policy.Texts.IsNeeded(passage)) policy.Texts.Run(passage, walker, turn, Watchdog);
        var lane = passage.Lane;
        var waits = passage.Refusal is null && policy.LooksAtWhole(passage.Info);
        if (!waits && (lane is null || lane.IsIdle))
        {
            Send(passage);
            return true;
        }

        // The frame may be the reader's own, which it fills again.
        passage.Frame = passage.Frame.Copy();
        Post(lane ?? new(), passage, waits);
        return false;
    }

    // Apart, because a closure is made where the method begins.
    private void Post(Lane lane, Passage passage, bool waits) => lane.Post(() => waits ? FinishAsync(passage) : Finish(passage));

    /// <summary>For messages that come from no reader: listings, and what the gateway says itself. The caller may wait for text guardrails.</summary>
    public void PassDetached(Passage passage)
    {
        var policy = Enter(passage);
        Walk(passage, policy);
        if (passage.Refusal is not null || !policy.LooksAtWhole(passage.Info)) Send(passage);
        else Post(passage.Lane ?? new(), passage, waits: true);
    }

    /// <summary>The same for callers that must not wait.</summary>
    public void PassQueued(Passage passage)
    {
        if (IsEmpty) passage.Next(passage);
        else ThreadPool.UnsafeQueueUserWorkItem(static state => state.Pipeline.TryPassDetached(state.Passage), (Pipeline: this, Passage: passage), preferLocal: false);
    }

    // As on a reader: a fault of our own costs one message, never the process with all its servers.
    private void TryPassDetached(Passage passage)
    {
        try
        {
            PassDetached(passage);
        }
        catch (Exception exception)
        {
            var fault = FaultName.Of(exception);
            Log.PipelineFailed(_context.Log, fault);
        }
    }

    /// <summary>A text that is shown outside of the traffic, with every finding of a text guardrail masked; it is counted nowhere. Null when it cannot be shown. The caller waits.</summary>
    public string? Mask(string text)
    {
        while (true)
        {
            var policy = _policy;
            var masked = MaskBothWays(text);
            if (policy == _policy) return masked; // else the ways may have been walked under two
        }
    }

    private string? MaskBothWays(string text)
    {
        var quoted = JsonText.Quote(text);
        // It belongs to no direction, so whoever looks at any is asked.
        foreach (var info in (MessageInfo[])[Passage.Nowhere, Passage.NowhereBack])
        {
            var passage = Detached(Frame.Of(quoted), new(0, quoted.Length), info, Text.Places.Text);
            Mask(passage);
            if (passage.Refusal is not null) return null;
            quoted = passage.Frame.Bytes.ToArray();
        }

        return JsonText.Unescape(quoted);
    }

    /// <summary>Masks all that text guardrails find, for a log or a trace; nothing is counted or sent. The caller may wait.</summary>
    public void Mask(Passage passage)
    {
        passage.MasksAll = true;
        Walk(passage, Enter(passage));
        Leave(passage);
    }

    /// <summary>Charges a taken turn to the guardrail that was being asked.</summary>
    public void Blame(Turn turn)
    {
        var (passage, texts) = (turn.Passage!, turn.Passage!.Policy!.Texts); // a passage that has a turn has entered
        var name = texts.Name(passage.Info.Direction, turn.Blamed);
        Log.GuardrailStuck(_context.Log, name);
        texts.Blame(passage, turn.Blamed);
    }

    private void Walk(Passage passage, GuardrailPolicy policy)
    {
        try
        {
            if (!IsEmpty && policy.Texts.IsNeeded(passage)) policy.Texts.RunDetached(passage);
        }
        catch (InvalidOperationException exception)
        {
            Refuse(passage, exception);
        }
    }

    private void Leave(Passage passage)
    {
        if (!IsEmpty) passage.Policy!.Leave(); // it has entered, and everything that leaves has
    }

    private void Send(Passage passage)
    {
        Leave(passage);
        if (passage.Actions is { } actions)
        {
            Ledger.Record(passage, actions);
            _context.Changes?.Raise();
        }

        passage.Next(passage);
    }

    private Task Finish(Passage passage)
    {
        Send(passage);
        return Task.CompletedTask;
    }

    private async Task FinishAsync(Passage passage)
    {
        try
        {
            await passage.Policy!.Messages.RunAsync(passage).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Refuse(passage, exception);
        }

        Send(passage);
    }

    // Whatever goes wrong here, an unchecked message does not pass.
    private void Refuse(Passage passage, Exception exception)
    {
        var fault = FaultName.Of(exception.InnerException ?? exception);
        Log.PipelineFailed(_context.Log, fault);
        passage.Refusal = Refusal.Failed("gateway", Configuration.FailureKind.Error);
    }

    /// <summary>A passage for one message that is already in memory of its own.</summary>
    public static Passage Detached(Frame frame, Slice payload, MessageInfo info, Text.Place place) =>
        new() { Frame = frame, Payload = payload, Info = info, Place = place };
}
