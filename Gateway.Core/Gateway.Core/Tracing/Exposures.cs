using Gateway.Core.Guarding;

namespace Gateway.Core.Tracing;

/// <summary>Judges messages that have passed the guardrails.</summary>
internal static class Exposures
{
    public static Exposure Of(Passage passage, GuardrailPipeline pipeline)
    {
        if (pipeline.IsEmpty) return Exposure.Masked;
        var policy = passage.Policy ?? pipeline.Policy;
        if (passage.IsUnchecked || (passage.Refusal is not null && policy.LooksAtWhole(passage.Info))) return Exposure.Unchecked;
        // What is refused was not walked to its end; what a guardrail failed on, or never looks at on this way, has not been looked at.
        var isInClear = passage.Refusal is not null || passage.Failed != 0 || passage.Reported is not null
            || !policy.Texts.AllSee(passage.Info.Direction) || (passage.Actions is { } actions && LeavesAny(actions));
        return isInClear ? Exposure.InClear : Exposure.Masked;
    }

    private static bool LeavesAny(ActionCounts actions)
    {
        foreach (var key in actions.Counts.Keys)
        {
            if (key.Action is TakenAction.Reported or TakenAction.Blocked) return true;
        }

        return false;
    }
}
