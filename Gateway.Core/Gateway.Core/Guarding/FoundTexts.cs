using Gateway.Core.Configuration;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Acts on what a guardrail found in the texts of a whole message.</summary>
internal static class FoundTexts
{
    /// <exception cref="GuardrailFailedException">A finding is of an undeclared kind, or outside the texts.</exception>
    public static void Act(GuardrailSlot slot, Passage passage, IReadOnlyList<TextFinding> findings, TextCollector texts)
    {
        var counts = new FindingCounts();
        var actions = new ActionCounts();
        var masks = new List<(TextFinding, KindPolicy)>();
        foreach (var finding in findings)
        {
            if (slot.Policy(finding.Kind) is not { } policy || !IsInside(finding, texts.Texts)) throw new GuardrailFailedException(FailureKind.Invalid, null);
            var taken = Decide(slot, policy, finding, texts, passage);
            if (taken != TakenAction.Allowed) counts.Add(policy.Kind.Name);
            if (taken == TakenAction.Blocked) passage.Refusal ??= Refusal.Found(policy);
            if (taken == TakenAction.Masked) masks.Add((finding, policy));
            if (taken == TakenAction.Reported) (passage.Reported ??= []).Add((policy, texts.Texts[finding.Text].Text.Substring(finding.Start, finding.Length)));
            actions.Add(policy, taken, texts.PlaceOf(finding.Text));
            passage.Observer?.Add(Observed(finding, policy, taken, texts.Texts[finding.Text]));
        }

        passage.Count(counts);
        passage.Count(actions);
        if (passage.Refusal is not null || masks.Count == 0) return;
        var edits = texts.Mask(masks, out var identity);
        if (identity is not null) passage.Refusal = Refusal.Identity(identity);
        else MaskedFrame.Commit(passage, edits);
    }

    private static TakenAction Decide(GuardrailSlot slot, KindPolicy policy, TextFinding finding, TextCollector texts, Passage passage)
    {
        var found = texts.Texts[finding.Text].Text.AsSpan(finding.Start, finding.Length);
        if (slot.Allowed is { } allowed && allowed.Contains(policy.Kind.Name, found)) return TakenAction.Allowed;
        return passage.ActionFor(policy) switch
        {
            FindingAction.Report => TakenAction.Reported,
            FindingAction.Block => TakenAction.Blocked,
            _ => TakenAction.Masked,
        };
    }

    private static ObservedFinding Observed(TextFinding finding, KindPolicy policy, TakenAction action, MessageText text) => new()
    {
        Policy = policy,
        Leaf = text.Kind,
        Found = text.Text.Substring(finding.Start, finding.Length),
        Start = finding.Start,
        Confidence = finding.Confidence,
        Action = action,
    };

    private static bool IsInside(TextFinding finding, IReadOnlyList<MessageText> texts) =>
        finding.Text >= 0 && finding.Text < texts.Count && finding.Start >= 0 && finding.Length > 0
        && finding.Start <= texts[finding.Text].Text.Length - finding.Length;
}
