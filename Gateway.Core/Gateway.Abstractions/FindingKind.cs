namespace Gateway;

/// <summary>A kind of thing that a guardrail finds.</summary>
/// <remarks>Declared up front in <see cref="IGuardrail.Kinds"/>, so that a configuration which names an unknown kind is an error.</remarks>
/// <param name="name">The name that the configuration uses, such as <c>huggingface_access_token</c>.</param>
/// <param name="placeholder">The text that takes the place of a finding, such as <c>&lt;HUGGINGFACE_TOKEN&gt;</c>.</param>
public sealed class FindingKind(string name, string placeholder)
{
    /// <summary>The name that the configuration uses; unique within its guardrail.</summary>
    public string Name { get; } = name;

    /// <summary>The text that takes the place of a finding.</summary>
    public string Placeholder { get; } = placeholder;

    /// <summary>One line for people, without a full stop.</summary>
    public string Description { get; init; } = "";

    /// <summary>What happens when the configuration does not say.</summary>
    public FindingAction DefaultAction { get; init; } = FindingAction.Mask;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
