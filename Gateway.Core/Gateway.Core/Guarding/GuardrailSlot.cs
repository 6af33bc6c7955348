using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Running;

namespace Gateway.Core.Guarding;

/// <summary>An enabled guardrail with the policy that the configuration gives it.</summary>
internal sealed class GuardrailSlot
{
    private const int TakeOversUntilOut = 3;

    private readonly Dictionary<FindingKind, KindPolicy> _policies = new(ReferenceEqualityComparer.Instance);
    private int _takeOvers;
    private int _lateChecks;
    private long _failures;
    private bool _isFailing;

    public required string Name { get; init; }

    public required IGuardrail Guardrail { get; init; }

    public required Directions Directions { get; init; }

    public required int Order { get; init; }

    public required FailurePolicy OnFailure { get; init; }

    /// <summary>The configured time limit; null means the default.</summary>
    public required TimeSpan? Timeout { get; init; }

    public required IReadOnlyCollection<KindPolicy> Policies
    {
        get => _policies.Values;
        init
        {
            foreach (var policy in value) _policies[policy.Kind] = policy;
        }
    }

    /// <summary>Values that pass whatever they are found to be; null when the user allowed none.</summary>
    public AllowedValues? Allowed { get; init; }

    public TextGuardrail? Text => Guardrail as TextGuardrail;

    /// <summary>Whether it looks at whole messages: a text guardrail does only when it overrides the method.</summary>
    public required bool ChecksMessages { get; init; }

    /// <summary>While three walks are stuck in it, or after three late checks in a row, it is asked no more, and its failure action applies to every message.</summary>
    public bool IsOut => Volatile.Read(ref _takeOvers) >= TakeOversUntilOut
        || Volatile.Read(ref _lateChecks) >= TakeOversUntilOut;

    /// <summary>It failed on the message that it was asked about last.</summary>
    public bool IsFailing => Volatile.Read(ref _isFailing);

    /// <summary>Messages that it failed on.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Raised when its health has changed.</summary>
    public ChangeFlag? Changes { get; init; }

    /// <summary>It has looked at a text before: what it needs is loaded and compiled.</summary>
    public bool IsWarm { get; private set; }

    public static bool OverridesCheck(IGuardrail guardrail) =>
        guardrail is not TextGuardrail text
        || (text.ChecksMessages && guardrail.GetType().GetMethod(nameof(IGuardrail.CheckAsync), [typeof(Message), typeof(CancellationToken)])?.DeclaringType != typeof(TextGuardrail));

    public bool Sees(Direction direction) => (Directions & (direction == Direction.ToServer ? Directions.ToServer : Directions.ToClient)) != 0;

    public KindPolicy? Policy(FindingKind? kind) => kind is not null && _policies.TryGetValue(kind, out var policy) ? policy : null;

    public bool Passes(FailureKind kind) => OnFailure[kind] == FailureAction.Pass;

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
