using Gateway.Core.Configuration;

namespace Gateway.Core.Guarding;

/// <summary>The guardrails and all that they are told to do, at one time. A message passes under one policy from its beginning to its end.</summary>
/// <remarks>
/// It counts the messages that pass under it, so that guardrails which only an older policy has are not disposed under a
/// message. The pipeline's own use is counted too: at zero the policy is over, and no message can begin under it.
/// </remarks>
internal sealed class GuardrailPolicy
{
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _uses = 1;

    /// <param name="slots">The guardrails.</param>
    /// <param name="settings">Their time limits.</param>
    /// <param name="context">What all policies share.</param>
    /// <param name="before">The one that it will take the place of.</param>
    public GuardrailPolicy(IReadOnlyList<GuardrailSlot> slots, GatewaySettings settings, StageContext context, GuardrailPolicy? before = null)
    {
        (Slots, Context) = (slots, context);
        Texts = new(slots, settings, context);
        Messages = new(slots, Texts, settings, context);
        // A message may still be held that began when there were lanes, and those after it must not overtake it.
        NeedsLanes = Messages.IsThere || before is { NeedsLanes: true };
    }

    public IReadOnlyList<GuardrailSlot> Slots { get; }

    public StageContext Context { get; }

    public TextStage Texts { get; }

    public MessageStage Messages { get; }

    /// <summary>Another whenever a message could be treated otherwise; empty without guardrails. Safe to keep, and to compare with one of another start.</summary>
    public string Fingerprint { get; init; } = "";

    public bool IsEmpty => Slots.Count == 0;

    /// <summary>Whether messages can overtake each other at all: only an asynchronous guardrail holds any.</summary>
    public bool NeedsLanes { get; }

    /// <summary>Completed when another policy is in force and the last message under this one is through.</summary>
    public Task WhenUnused => _unused.Task;

    /// <summary>Whether a guardrail of whole messages looks at such a message; it may wait, so that a cancelled call must be able to stop it.</summary>
    public bool LooksAtWhole(MessageInfo info) => !IsEmpty && Messages.IsNeeded(info);

    /// <summary>Counts a message in; false when the policy is over.</summary>
    public bool TryEnter()
    {
        var uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            var seen = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (seen == uses) return true;
            uses = seen;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _uses) == 0) _unused.SetResult();
    }
}
