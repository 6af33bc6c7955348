using Gateway.Core.Running;

namespace Gateway.Core.Guarding;

/// <summary>How one instance of a guardrail fares; a new policy for the same instance goes on with it.</summary>
internal sealed class GuardrailHealth
{
    private const int TakeOversUntilOut = 3;

    private int _takeOvers;
    private int _lateChecks;
    private long _failures;
    private bool _isFailing;

    /// <summary>Raised when it has changed.</summary>
    public ChangeFlag? Changes { get; init; }

    /// <summary>While three walks are stuck in it, or after three late checks in a row, it is asked no more, and its failure action applies to every message.</summary>
    public bool IsOut => Volatile.Read(ref _takeOvers) >= TakeOversUntilOut
        || Volatile.Read(ref _lateChecks) >= TakeOversUntilOut;

    /// <summary>It failed on the message that it was asked about last.</summary>
    public bool IsFailing => Volatile.Read(ref _isFailing);

    /// <summary>Messages that it failed on.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>It has looked at a text before: what it needs is loaded and compiled.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>For an instance that takes the place of another: what is stuck is stuck in the old one, but what was counted stays.</summary>
    public GuardrailHealth OfSuccessor() => new() { Changes = Changes, _failures = Failures };

    /// <summary>Whatever was wrong, the message got the failure action.</summary>
    public void CountFailure()
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _isFailing, true);
        Changes?.Raise();
    }

    public void CountTakeOver()
    {
        Interlocked.Increment(ref _takeOvers);
        CountFailure();
    }

    /// <summary>A thread that was given up has come back after all: it was slow, not stuck.</summary>
    public void CountReturn()
    {
        Interlocked.Decrement(ref _takeOvers);
        Changes?.Raise();
    }

    /// <summary>A whole message was not judged in time. Three in a row put the guardrail out; a remote one may be slow now and then.</summary>
    public void CountLateCheck() => Interlocked.Increment(ref _lateChecks);

    public void CountCheck()
    {
        Volatile.Write(ref _lateChecks, 0);
        Recover();
    }

    public void CountWalk()
    {
        IsWarm = true;
        Recover();
    }

    private void Recover()
    {
        if (!IsFailing) return;
        Volatile.Write(ref _isFailing, false);
        Changes?.Raise();
    }
}
