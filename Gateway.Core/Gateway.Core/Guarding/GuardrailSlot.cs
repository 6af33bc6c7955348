using Gateway.Core.Allowing;
using Gateway.Core.Configuration;

namespace Gateway.Core.Guarding;

/// <summary>An enabled guardrail with the policy that the configuration gives it.</summary>
internal sealed class GuardrailSlot
{
    private readonly Dictionary<FindingKind, KindPolicy> _policies = new(ReferenceEqualityComparer.Instance);

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

    public GuardrailHealth Health { get; init; } = new();

    public static bool OverridesCheck(IGuardrail guardrail) =>
        guardrail is not TextGuardrail text
        || (text.ChecksMessages && guardrail.GetType().GetMethod(nameof(IGuardrail.CheckAsync), [typeof(Message), typeof(CancellationToken)])?.DeclaringType != typeof(TextGuardrail));

    public bool Sees(Direction direction) => (Directions & (direction == Direction.ToServer ? Directions.ToServer : Directions.ToClient)) != 0;

    public KindPolicy? Policy(FindingKind? kind) => kind is not null && _policies.TryGetValue(kind, out var policy) ? policy : null;

    public bool Passes(FailureKind kind) => OnFailure[kind] == FailureAction.Pass;
}
