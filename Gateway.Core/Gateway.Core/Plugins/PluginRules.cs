namespace Gateway.Core.Plugins;

/// <summary>What a plugin must look like before it is listed.</summary>
internal sealed class PluginRules
{
    public static PluginRules Default { get; } = new();

    /// <summary>The contract that the gateway offers; another one makes an older or a newer gateway of it, for tests with real files.</summary>
    public Version Contract { get; init; } = typeof(IGuardrail).Assembly.GetName().Version!; // never null: we set it

    /// <summary>Throws when one export of the file breaks a rule: a plugin is taken whole or not at all.</summary>
    /// <exception cref="PluginException">The sentence for the user.</exception>
    public void Check(IReadOnlyList<PluginDescription> exports)
    {
        foreach (var problem in Problems(exports)) throw new PluginException(problem);
    }

    /// <summary>A sentence for every rule that an export of the file breaks.</summary>
    public IEnumerable<string> Problems(IReadOnlyList<PluginDescription> exports)
    {
        // A file has one contract, whatever it exports.
        if (exports.Count > 0 && ProblemOf(Version.Parse(exports[0].ContractVersion)) is { } contract) yield return contract;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var export in exports)
        {
            if (!IsName(export.Name))
                yield return $"the {export.KindName} {export.TypeName} needs another name: 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit, and not 'all'";
            if (export.Kind is PluginKind.Guardrail && (export.Directions is Directions.None || (export.Directions & ~Directions.Both) != 0))
                yield return $"its guardrail '{export.Name}' looks at no direction and would check nothing; set Directions to ToServer, ToClient or Both";
            if (!names.Add($"{export.KindName} {export.Name}"))
                yield return $"it exports two {export.KindName}s of the name '{export.Name}'; rename one";
        }
    }

    // AssemblyVersion is MAJOR.MINOR.0.0: a minor only adds, so an older one runs here and a newer one may not.
    private string? ProblemOf(Version contract)
    {
        if (contract.Major == Contract.Major && contract.Minor <= Contract.Minor) return null;
        return $"it was built for version {contract} of the contract and this gateway has {Contract.ToString(2)}; " +
            (contract > Contract ? "update the gateway, or build the plugin against its contract" : "build it again against this gateway's contract");
    }

    // By hand: building a regular expression is a good part of a first scan.
    private static bool IsName(string name)
    {
        if (name.Length is 0 or > 64 || !char.IsAsciiLetterOrDigit(name[0]) || name.Equals(PluginSelection.All, StringComparison.OrdinalIgnoreCase)) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')) return false;
        }

        return true;
    }
}
