namespace Gateway.Testing.Finding;

/// <summary>The kinds of a guardrail, held to the gateway's rules.</summary>
internal sealed class DeclaredKinds
{
    private readonly FindingKind[] _kinds;
    private readonly string _guardrail;

    /// <exception cref="PluginTestException">They are declared wrongly.</exception>
    public DeclaredKinds(IGuardrail guardrail)
    {
        _guardrail = guardrail.GetType().Name;
        _kinds = [.. guardrail.Kinds ?? throw new PluginTestException($"the Kinds of {_guardrail} are null; return an empty list when it finds nothing")];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var kind in _kinds)
        {
            if (kind is null || string.IsNullOrWhiteSpace(kind.Name)) throw new PluginTestException($"one of the Kinds of {_guardrail} has no name");
            if (!names.Add(kind.Name)) throw new PluginTestException($"{_guardrail} declares the kind '{kind.Name}' twice");
        }
    }

    /// <summary>Why a finding of this kind is refused; null when it is not.</summary>
    public string? Fault(FindingKind? kind)
    {
        if (kind is null) return $"{_guardrail} reported a finding whose kind is null";
        // The gateway finds policies by the object: two objects of one name are two kinds.
        if (Array.Exists(_kinds, declared => ReferenceEquals(declared, kind))) return null;
        return Array.Exists(_kinds, declared => string.Equals(declared.Name, kind.Name, StringComparison.OrdinalIgnoreCase))
            ? $"{_guardrail} reported '{kind.Name}' by another object than the one in its Kinds; keep each kind in a static field and make Kinds return those"
            : $"{_guardrail} reported the kind '{kind.Name}', which its Kinds do not declare";
    }
}
