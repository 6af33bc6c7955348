using Gateway.Core.Configuration;

namespace Gateway.Core.Guarding;

/// <summary>Why a message does not pass. Shown to the model: it never repeats what was found.</summary>
/// <param name="Guardrail">Who refused.</param>
/// <param name="Code">A short word: <c>policy</c>, <c>finding</c>, <c>placeholder</c>, <c>timeout</c>, <c>error</c>, <c>invalid</c>, <c>oversize</c>, or a plugin's own.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record Refusal(string Guardrail, string Code, string Reason)
{
    public static Refusal Found(KindPolicy policy) =>
        new(policy.Guardrail, "finding", $"{policy.Guardrail} found {policy.Kind.Name}, which is set to be blocked.");

    public static Refusal Identity(KindPolicy policy) =>
        new(policy.Guardrail, "finding", $"{policy.Guardrail} found {policy.Kind.Name} in a name or URI, which cannot be masked without changing what it refers to.");

    public static Refusal Failed(string guardrail, FailureKind kind) =>
        new(guardrail, kind.ToString().ToLowerInvariant(), $"The guardrail {guardrail} could not check the message ({kind.ToString().ToLowerInvariant()}).");

    public static readonly Refusal Placeholder = new(
        "gateway",
        "placeholder",
        "The arguments contain a placeholder that the gateway put in the place of a masked value; writing it would destroy the real value. "
        + "Leave the masked part unchanged (for example by editing around it), or ask the user to make this change.");
}
