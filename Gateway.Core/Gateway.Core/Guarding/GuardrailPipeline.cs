using Gateway.Core.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>What every message passes: stage a inline on its reader, stages b and c, if any guardrail needs them, in its lane.</summary>
internal sealed class GuardrailPipeline(TextStage texts, MessageStage messages, Watchdog watchdog, IReadOnlyList<GuardrailSlot> slots, ILogger log)
{
    public IReadOnlyList<GuardrailSlot> Slots { get; } = slots;

    public Watchdog Watchdog { get; } = watchdog;

    public bool IsEmpty => Slots.Count == 0;

    /// <summary>Whether a guardrail may wait on such a message, so that a cancelled call must be able to stop it.</summary>
    public bool NeedsCancellation(MessageInfo info) => !IsEmpty && messages.IsNeeded(info);

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
            passage.Next(passage);
            return true;
        }

        // The frame may be the reader's own, which it fills again.
        passage.Frame = passage.Frame.Copy();
        (lane ?? new()).Post(async () =>
        {
            if (waits) await RunAsync(passage, withTexts: false).ConfigureAwait(false);
            passage.Next(passage);
        });
        return false;
    }

    /// <summary>For messages that come from no reader: listings, and what the gateway says itself.</summary>
    public async Task PassDetachedAsync(Passage passage)
    {
        if (!IsEmpty) await RunAsync(passage, withTexts: true).ConfigureAwait(false);
        passage.Next(passage);
    }

    /// <summary>Charges a taken turn to the guardrail that was being asked.</summary>
    public void Blame(Turn turn)
    {
        var name = texts.Name(turn.Passage!.Info.Direction, turn.Asked);
        Log.GuardrailStuck(log, name);
        texts.Blame(turn.Passage, turn.Asked);
    }

    private async Task RunAsync(Passage passage, bool withTexts)
    {
        try
        {
            if (withTexts && texts.IsNeeded(passage)) await texts.RunDetachedAsync(passage).ConfigureAwait(false);
            if (passage.Refusal is null && messages.IsNeeded(passage.Info)) await messages.RunAsync(passage).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever goes wrong here, an unchecked message does not pass.
            var fault = FaultName.Of(exception);
            Log.PipelineFailed(log, fault);
            passage.Refusal = Refusal.Failed("gateway", Configuration.FailureKind.Error);
        }
    }

    /// <summary>A passage for one message that is already in memory of its own.</summary>
    public static Passage Detached(Frame frame, Slice payload, MessageInfo info, Text.Place place) =>
        new() { Frame = frame, Payload = payload, Info = info, Place = place };
}
