using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Stage a: all text guardrails in one walk over the original message.</summary>
internal sealed class TextStage(IReadOnlyList<GuardrailSlot> slots, GatewaySettings settings, StageContext context)
{
    private readonly GuardrailSlot[] _toServer = [.. slots.Where(slot => slot.Text is not null && slot.Sees(Direction.ToServer))];
    private readonly GuardrailSlot[] _toClient = [.. slots.Where(slot => slot.Text is not null && slot.Sees(Direction.ToClient))];
    private readonly int _count = slots.Count(slot => slot.Text is not null);

    public GuardrailSlot[] Slots(Direction direction) => direction == Direction.ToServer ? _toServer : _toClient;

    /// <summary>Whether every text guardrail looks at messages of this direction.</summary>
    public bool AllSee(Direction direction) => Slots(direction).Length == _count;

    public string Name(Direction direction, int slot) => slot < Slots(direction).Length ? Slots(direction)[slot].Name : "gateway";

    public bool IsNeeded(Passage passage) =>
        (passage.Payload.IsPresent || HasMore(passage))
        && (Slots(passage.Info.Direction).Length > 0 || passage.Protected?.Values is not null);

    /// <summary>Walks on the calling thread under its turn.</summary>
    /// <exception cref="TurnTakenException">The walk took too long and another thread has finished the message.</exception>
    public void Run(Passage passage, TextWalker walker, Turn turn, Watchdog watchdog)
    {
        if (passage.Payload.IsPresent) Walk(passage, walker, turn, watchdog);
        if (passage.Refusal is null && HasMore(passage)) WalkBeside(passage, walker, turn, watchdog);
    }

    /// <summary>Walks on a thread that may be left behind, while the caller waits: for messages that are not a reader's.</summary>
    public void RunDetached(Passage passage)
    {
        if (passage.Payload.IsPresent) WalkDetached(passage);
        if (passage.Refusal is null && HasMore(passage)) BesidePayload(passage, () => WalkDetached(passage));
    }

    // Apart, because a closure is made where the method begins.
    private void WalkBeside(Passage passage, TextWalker walker, Turn turn, Watchdog watchdog) =>
        BesidePayload(passage, () => Walk(passage, walker, turn, watchdog));

    private static bool HasMore(Passage passage) => passage.Frame.Envelope.HasExtras || HasUnknownMethod(passage);

    private static bool HasUnknownMethod(Passage passage) => passage.Frame.Envelope.Method.IsPresent && !Methods.IsKnown(passage.Info.Method);

    // Members beside those of JSON-RPC are rare, and must not be a way around the guardrails.
    private static void BesidePayload(Passage passage, Action walk)
    {
        passage.Main = (passage.Place, passage.OutputSchema);
        (passage.Payload, passage.Place, passage.OutputSchema) = (new(0, passage.Frame.Length), HasUnknownMethod(passage) ? Places.ExtrasAndMethod : Places.Extras, null);
        walk();
        BackToPayload(passage);
    }

    private static void BackToPayload(Passage passage)
    {
        if (passage.Main is not { } main) return;
        (passage.Payload, passage.Place, passage.OutputSchema, passage.Main) = (passage.Frame.Envelope.Payload, main.Place, main.Schema, null);
    }

    private void Walk(Passage passage, TextWalker walker, Turn turn, Watchdog watchdog)
    {
        var slots = Slots(passage.Info.Direction);
        turn.Enter(passage, Deadline(slots, passage.Payload.Length));
        watchdog.Wake();
        var hasLeft = false;
        try
        {
            walker.Walk(passage, slots, turn);
            hasLeft = Leave(turn, slots);
            Commit(passage, walker, slots);
        }
        catch (Exception exception) when (exception is not TurnTakenException)
        {
            // A fault of the gateway's own costs this message, never the reader: and unchecked it does not pass.
            if (!hasLeft) Leave(turn, slots);
            var fault = FaultName.Of(exception);
            Log.PipelineFailed(context.Log, fault);
            passage.Refusal = Refusal.Failed("gateway", FailureKind.Error);
        }
    }

    private static bool Leave(Turn turn, GuardrailSlot[] slots)
    {
        if (turn.TryLeave()) return true;
        if (turn.Blamed < slots.Length) slots[turn.Blamed].Health.CountReturn();
        throw new TurnTakenException();
    }

    private void WalkDetached(Passage passage)
    {
        var slots = Slots(passage.Info.Direction);
        while (passage.Refusal is null)
        {
            var thread = context.Threads.Take();
            if (thread.TryWalk(passage, slots, Limit(slots, passage.Payload.Length)))
            {
                Commit(passage, thread.Walker, slots);
                context.Threads.Return(thread);
                return;
            }

            Charge(passage, thread.Blamed);
        }
    }

    /// <summary>Gives a message whose turn was taken the failure action of the guardrail that was being asked.</summary>
    public void Blame(Passage passage, int asked)
    {
        BackToPayload(passage); // the message is walked again from its beginning
        Charge(passage, asked);
    }

    private void Charge(Passage passage, int asked)
    {
        var slots = Slots(passage.Info.Direction);
        if (slots.Length == 0)
        {
            passage.Refusal = Refusal.Failed("gateway", FailureKind.Timeout);
            return;
        }

        slots[asked].Health.CountTakeOver();
        if (passage.Passes(slots[asked], FailureKind.Timeout)) passage.Failed |= 1UL << asked;
        else passage.Refusal = Refusal.Failed(slots[asked].Name, FailureKind.Timeout);
    }

    private void Commit(Passage passage, TextWalker walker, GuardrailSlot[] slots)
    {
        foreach (var slot in slots)
        {
            if (!slot.Health.IsWarm || slot.Health.IsFailing) slot.Health.CountWalk();
        }

        foreach (var failure in walker.Failures)
        {
            Array.Find(slots, slot => slot.Name == failure.Guardrail)?.Health.CountFailure();
            Log.GuardrailFailed(context.Log, failure.Guardrail, failure.Kind.ToString(), failure.Exception);
        }

        passage.Failed = walker.Failed;
        passage.Refusal ??= walker.Refusal;
        if (walker.Counts is { } counts) passage.Count(counts);
        if (walker.Actions is { } actions) passage.Count(actions);
        if (passage.Refusal is null && walker.Edits.Count > 0) MaskedFrame.Commit(passage, walker.Edits);
    }

    private long Deadline(GuardrailSlot[] slots, int bytes) => context.Time.GetTimestamp() + (long)(Limit(slots, bytes).TotalSeconds * context.Time.TimestampFrequency);

    // One walk asks them all, so their limits add up; the one that is being asked at the end is to blame.
    private TimeSpan Limit(GuardrailSlot[] slots, int bytes)
    {
        var limit = settings.TextGuardrailTimeoutPerMegabyte * (bytes / 1e6);
        if (slots.Length == 0) limit += settings.TextGuardrailTimeout;
        foreach (var slot in slots) limit += slot.Timeout ?? (slot.Health.IsWarm ? settings.TextGuardrailTimeout : settings.TextGuardrailTimeout + GatewayDefaults.FirstWalkAllowance);
        return limit;
    }
}
