using Gateway.Core.Protocol;
using Gateway.Core.Running;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>What every message passes: stage a inline on its reader, stages b and c, if any guardrail needs them, in its lane.</summary>
internal sealed class GuardrailPipeline(TextStage texts, MessageStage messages, Watchdog watchdog, IReadOnlyList<GuardrailSlot> slots, ILogger log, ChangeFlag? changes = null)
{
    private FindingLedger? _ledger;

    public IReadOnlyList<GuardrailSlot> Slots { get; } = slots;

    /// <summary>Another whenever a message could be treated otherwise; empty without guardrails. Safe to keep, and to compare with one of another start.</summary>
    public string Fingerprint { get; init; } = "";

    public Watchdog Watchdog { get; } = watchdog;

    /// <summary>What was found so far, and what was done about it.</summary>
    /// <remarks>Made when it is first needed: its dictionaries are compiled for their keys.</remarks>
    public FindingLedger Ledger => Volatile.Read(ref _ledger) ?? Interlocked.CompareExchange(ref _ledger, new(log), null) ?? _ledger;

    /// <summary>The same for those who only look; null when nothing was found yet.</summary>
    public FindingLedger? FoundSoFar => Volatile.Read(ref _ledger);

    public bool IsEmpty => Slots.Count == 0;

    /// <summary>Whether messages can overtake each other at all: only an asynchronous guardrail holds any.</summary>
    public bool NeedsLanes { get; } = messages.IsThere;

    /// <summary>Whether a guardrail may wait on such a message, so that a cancelled call must be able to stop it.</summary>
    public bool NeedsCancellation(MessageInfo info) => LooksAtWhole(info);

    /// <summary>Whether a guardrail of whole messages looks at such a message.</summary>
    public bool LooksAtWhole(MessageInfo info) => !IsEmpty && messages.IsNeeded(info);

    /// <summary>Sends a message through on its reader's thread; <see cref="Passage.Next"/> is called here or, when a guardrail waits, later.</summary>
    /// <returns>False when the passage was kept for later: the caller must not use it, nor its frame, again.</returns>
    /// <exception cref="TurnTakenException">Another thread has taken the message over.</exception>
    public bool Pass(Passage passage, TextWalker walker, Turn turn)
    {
        if (!IsEmpty && passage.Refusal is null && texts.IsNeeded(passage)) texts.Run(passage, walker, turn, Watchdog);
        var lane = passage.Lane;
        var waits = passage.Refusal is null && !IsEmpty && messages.IsNeeded(passage.Info);
        if (!waits && (lane is null || lane.IsIdle))
        {
            Send(passage);
            return true;
        }

        // The frame may be the reader's own, which it fills again.
        passage.Frame = passage.Frame.Copy();
        (lane ?? new()).Post(() => waits ? FinishAsync(passage) : Finish(passage));
        return false;
    }

    /// <summary>For messages that come from no reader: listings, and what the gateway says itself. The caller may wait for text guardrails.</summary>
    public void PassDetached(Passage passage)
    {
        try
        {
            if (!IsEmpty && texts.IsNeeded(passage)) texts.RunDetached(passage);
        }
        catch (InvalidOperationException exception)
        {
            Refuse(passage, exception);
        }

        if (IsEmpty || passage.Refusal is not null || !messages.IsNeeded(passage.Info)) Send(passage);
        else (passage.Lane ?? new()).Post(() => FinishAsync(passage));
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
            Log.PipelineFailed(log, fault);
        }
    }

    /// <summary>A text that is shown outside of the traffic, with every finding of a text guardrail masked; it is counted nowhere. Null when it cannot be shown. The caller waits.</summary>
    public string? Mask(string text)
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

    /// <summary>Whether text guardrails look at messages of this direction, all of them.</summary>
    public bool AllTextsSee(Direction direction) => texts.AllSee(direction);

    /// <summary>Masks all that text guardrails find, for a log or a trace; nothing is counted or sent. The caller may wait.</summary>
    public void Mask(Passage passage)
    {
        passage.MasksAll = true;
        try
        {
            if (!IsEmpty && texts.IsNeeded(passage)) texts.RunDetached(passage);
        }
        catch (InvalidOperationException exception)
        {
            Refuse(passage, exception);
        }
    }

    /// <summary>Charges a taken turn to the guardrail that was being asked.</summary>
    public void Blame(Turn turn)
    {
        var name = texts.Name(turn.Passage!.Info.Direction, turn.Blamed);
        Log.GuardrailStuck(log, name);
        texts.Blame(turn.Passage, turn.Blamed);
    }

    private void Send(Passage passage)
    {
        if (passage.Actions is { } actions)
        {
            Ledger.Record(passage, actions);
            changes?.Raise();
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
            await messages.RunAsync(passage).ConfigureAwait(false);
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
        Log.PipelineFailed(log, fault);
        passage.Refusal = Refusal.Failed("gateway", Configuration.FailureKind.Error);
    }

    /// <summary>A passage for one message that is already in memory of its own.</summary>
    public static Passage Detached(Frame frame, Slice payload, MessageInfo info, Text.Place place) =>
        new() { Frame = frame, Payload = payload, Info = info, Place = place };
}
