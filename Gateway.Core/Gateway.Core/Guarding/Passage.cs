using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>One message on its way through the guardrails. Its owner fills it, the stages change it, <see cref="Next"/> sends it on.</summary>
internal sealed class Passage
{
    /// <summary>The message as it will be forwarded: after a mask, a new one.</summary>
    public Frame Frame { get; set; } = new();

    /// <summary>What it passes under, from its first guardrail to its last; null before.</summary>
    public GuardrailPolicy? Policy { get; set; }

    /// <summary>The part of the frame that guardrails see.</summary>
    public Slice Payload { get; set; }

    public Place Place { get; set; } = Places.Text;

    public MessageInfo Info { get; set; } = Nowhere;

    /// <summary>Goes on with the message when all guardrails have spoken; never waits.</summary>
    public Action<Passage> Next { get; set; } = static _ => { };

    /// <summary>What the owner needs to go on; the stages do not look at it.</summary>
    public object? State { get; set; }

    /// <summary>Keeps the order with other messages while an asynchronous guardrail holds this one.</summary>
    public Lane? Lane { get; set; }

    /// <summary>Placeholders that must not come back as arguments; null when the tool only reads.</summary>
    public ShownPlaceholders? Protected { get; set; }

    /// <summary>A placeholder among the arguments is counted only, not refused.</summary>
    public bool ReportsPlaceholders { get; set; }

    /// <summary>Collects the placeholders that the client gets to see; null for messages to a server.</summary>
    public ShownPlaceholders? Shown { get; set; }

    /// <summary>The called tool's schema for <c>structuredContent</c>, when it has one.</summary>
    public OutputSchema? OutputSchema { get; set; }

    /// <summary>It goes to a log or a trace, where a value has no place: whatever is found is masked, also what is set to be reported or blocked, and a failed guardrail refuses it.</summary>
    public bool MasksAll { get; set; }

    public CancellationToken Cancellation { get; set; }

    /// <summary>Text guardrails that failed on this message and are set to pass, as bits by their place in the stage.</summary>
    public ulong Failed { get; set; }

    /// <summary>Set while the walk is beside the payload: what to go back to.</summary>
    public (Place Place, OutputSchema? Schema)? Main { get; set; }

    public Refusal? Refusal { get; set; }

    public FindingCounts? Findings { get; set; }

    /// <summary>What was done about the findings; null when there were none.</summary>
    public ActionCounts? Actions { get; set; }

    /// <summary>Texts that guardrails of whole messages found and that pass in clear, with their kinds: a trace masks them. Null when there are none.</summary>
    public List<(KindPolicy Policy, string Text)>? Reported { get; set; }

    /// <summary>A guardrail of whole messages failed on it and is set to pass: nobody knows what it would have found.</summary>
    public bool IsUnchecked { get; set; }

    /// <summary>Notes every finding, for people who try a guardrail; null for traffic.</summary>
    public FindingObserver? Observer { get; set; }

    public static readonly MessageInfo Nowhere = new() { Direction = Direction.ToClient, Method = "", Server = "" };

    /// <summary>The same for guardrails that look at messages to servers only.</summary>
    public static readonly MessageInfo NowhereBack = new() { Direction = Direction.ToServer, Method = "", Server = "" };

    public void Reset()
    {
        (Policy, Main) = (null, null);
        (State, Lane, Protected, Shown, OutputSchema, Refusal, Findings) = (null, null, null, null, null, null, null);
        (Actions, Observer) = (null, null);
        (Failed, ReportsPlaceholders, MasksAll, Cancellation) = (0, false, false, default);
        (Reported, IsUnchecked) = (null, false);
    }

    public FindingAction ActionFor(KindPolicy policy) => MasksAll ? FindingAction.Mask : policy.For(Info.Direction);

    public bool Passes(GuardrailSlot slot, Configuration.FailureKind kind) => !MasksAll && slot.Passes(kind);

    public void Count(FindingCounts counts)
    {
        if (Findings is null) Findings = counts;
        else Findings.Add(counts);
    }

    public void Count(ActionCounts actions)
    {
        if (Actions is null) Actions = actions;
        else Actions.Add(actions);
    }
}
