using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

/// <summary>Guardrails as the configuration enables them.</summary>
internal static class Slot
{
    public const string Word = "ghp_word";

    /// <summary>Masks <see cref="Word"/>.</summary>
    public static GuardrailSlot Words => Of(new WordGuardrail(Word, Kind.Secret));

    public static GuardrailSlot Of(
        IGuardrail guardrail,
        string name = "probe",
        FindingAction toServer = FindingAction.Mask,
        FindingAction toClient = FindingAction.Mask,
        FailurePolicy? onFailure = null,
        Directions directions = Directions.Both,
        int order = 100,
        TimeSpan? timeout = null,
        AllowedValues? allowed = null) => new()
        {
            Name = name,
            Guardrail = guardrail,
            Directions = directions,
            Order = order,
            OnFailure = onFailure ?? new(),
            // Said, so that a first walk has no allowance.
            Timeout = timeout ?? GuardedSession.Settings.TextGuardrailTimeout,
            Allowed = allowed,
            ChecksMessages = GuardrailSlot.OverridesCheck(guardrail),
            Policies = [.. guardrail.Kinds.Select(kind => new KindPolicy(name, kind, toServer, toClient))],
        };
}
