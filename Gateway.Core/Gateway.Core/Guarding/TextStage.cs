using System.Collections.Concurrent;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Stage a: all text guardrails in one walk over the original message.</summary>
internal sealed class TextStage(IReadOnlyList<GuardrailSlot> slots, GatewaySettings settings, TimeProvider time)
{
    private readonly GuardrailSlot[] _toServer = [.. slots.Where(slot => slot.Text is not null && slot.Sees(Direction.ToServer))];
    private readonly GuardrailSlot[] _toClient = [.. slots.Where(slot => slot.Text is not null && slot.Sees(Direction.ToClient))];
    private readonly ConcurrentBag<WalkerThread> _threads = [];

    public GuardrailSlot[] Slots(Direction direction) => direction == Direction.ToServer ? _toServer : _toClient;

    public string Name(Direction direction, int slot) => slot < Slots(direction).Length ? Slots(direction)[slot].Name : "gateway";

    public bool IsNeeded(Passage passage) =>
        passage.Payload.IsPresent && (Slots(passage.Info.Direction).Length > 0 || passage.Protected?.Values is not null);

    /// <summary>Walks on the calling thread under its turn.</summary>
    /// <exception cref="TurnTakenException">The walk took too long and another thread has finished the message.</exception>
    public void Run(Passage passage, TextWalker walker, Turn turn, Watchdog watchdog)
    {
        var slots = Slots(passage.Info.Direction);
        turn.Enter(passage, Deadline(slots, passage.Payload.Length));
        watchdog.Wake();
        walker.Begin();
        walker.Walk(passage, slots, turn);
        if (!turn.TryLeave()) throw new TurnTakenException();
        Commit(passage, walker);
    }

    /// <summary>Walks on a thread that may be left behind, while the caller waits: for messages that are not a reader's.</summary>
    public void RunDetached(Passage passage)
    {
        var slots = Slots(passage.Info.Direction);
        while (passage.Refusal is null)
        {
            var thread = _threads.TryTake(out var free) ? free : new WalkerThread();
            if (thread.TryWalk(passage, slots, Limit(slots, passage.Payload.Length)))
            {
                Commit(passage, thread.Walker);
                _threads.Add(thread);
                return;
            }

            Blame(passage, thread.Turn.Asked);
        }
    }

    /// <summary>Gives a message whose turn was taken the failure action of the guardrail that was being asked.</summary>
    public void Blame(Passage passage, int asked)
    {
        var slots = Slots(passage.Info.Direction);
        if (slots.Length == 0)
        {
            passage.Refusal = Refusal.Failed("gateway", FailureKind.Timeout);
            return;
        }

        slots[asked].CountTakeOver();
        if (slots[asked].Passes(FailureKind.Timeout)) passage.Failed |= 1UL << asked;
        else passage.Refusal = Refusal.Failed(slots[asked].Name, FailureKind.Timeout);
    }

    private static void Commit(Passage passage, TextWalker walker)
    {
        passage.Failed = walker.Failed;
        passage.Refusal ??= walker.Refusal;
        if (walker.Counts is { } counts) passage.Count(counts);
        if (passage.Refusal is null && walker.Edits.Count > 0) MaskedFrame.Commit(passage, walker.Edits);
    }

    private long Deadline(GuardrailSlot[] slots, int bytes) => time.GetTimestamp() + (long)(Limit(slots, bytes).TotalSeconds * time.TimestampFrequency);

    // One walk asks them all, so their limits add up; the one that is being asked at the end is to blame.
    private TimeSpan Limit(GuardrailSlot[] slots, int bytes)
    {
        var limit = settings.TextGuardrailTimeoutPerMegabyte * (bytes / 1e6);
        if (slots.Length == 0) limit += settings.TextGuardrailTimeout;
        foreach (var slot in slots) limit += slot.Timeout ?? settings.TextGuardrailTimeout;
        return limit;
    }
}
