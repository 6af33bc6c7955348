namespace Gateway.Core.Configuration;

/// <summary>What a server inherits of the gateway's environment beside the little that every server gets.</summary>
internal sealed class InheritedVariables
{
    private readonly HashSet<string> _names;

    private InheritedVariables(bool isAll, IEnumerable<string> names) => (IsAll, _names) = (isAll, new(names, ConfigurationEnvironment.VariableNames));

    public static readonly InheritedVariables None = new(false, []);

    public static readonly InheritedVariables All = new(true, []);

    /// <summary>Everything but what is the gateway's own.</summary>
    public bool IsAll { get; }

    /// <summary>These by name, whatever they are.</summary>
    public static InheritedVariables Named(IEnumerable<string> names) => new(false, names);

    public bool Contains(string name) => _names.Contains(name);

    public bool IsSameAs(InheritedVariables other) => IsAll == other.IsAll && _names.SetEquals(other._names);
}
