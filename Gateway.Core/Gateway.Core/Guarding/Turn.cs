namespace Gateway.Core.Guarding;

/// <summary>
/// The right of a thread to speak for a message while guardrails read it. A watchdog can take an overdue turn away;
/// the thread that lost it says nothing more, whenever the guardrail returns.
/// </summary>
internal sealed class Turn
{
    private const long Idle = 0;
    private const long Held = 1;
    private const long Taken = 2;
    private const long Step = 4;

    // State in the low bits, the turn's number above: a watchdog that judged one turn can never take the next.
    private long _state;
    private long _deadline;

    /// <summary>The message whose turn it is; the taker goes on with it.</summary>
    public Passage? Passage { get; private set; }

    /// <summary>The guardrail that is being asked, by its place in the stage; the one to blame when the turn is overdue.</summary>
    public int Asked { get; set; }

    /// <summary>The guardrail that was being asked when the turn was taken.</summary>
    public int Blamed { get; private set; }

    /// <summary>Changes with every turn, so that a watchdog sees whether there was any.</summary>
    public long Number => Volatile.Read(ref _state) / Step;

    public bool IsHeld => (Volatile.Read(ref _state) & (Step - 1)) == Held;

    public void Enter(Passage passage, long deadline)
    {
        (Passage, Asked) = (passage, 0);
        Volatile.Write(ref _deadline, deadline);
        // A full fence: the holder looks next whether the watchdog is awake, and the watchdog, falling asleep, whether a turn is held.
        Interlocked.Exchange(ref _state, ((_state / Step) + 1) * Step + Held);
    }

    /// <summary>False when the turn was taken away: the caller must end without a word.</summary>
    public bool TryLeave()
    {
        var held = (_state / Step * Step) + Held;
        return Interlocked.CompareExchange(ref _state, held - Held + Idle, held) == held;
    }

    /// <summary>Takes the turn when its deadline is over.</summary>
    public bool TryTake(long now)
    {
        var state = Volatile.Read(ref _state);
        if ((state & (Step - 1)) != Held || now < Volatile.Read(ref _deadline)) return false;
        Blamed = Asked; // before the turn changes hands: its thread looks when it comes back
        return Interlocked.CompareExchange(ref _state, state - Held + Taken, state) == state;
    }
}
