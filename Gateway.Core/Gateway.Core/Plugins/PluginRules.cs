namespace Gateway.Core.Plugins;

/// <summary>What a plugin must look like before it is listed.</summary>
internal static class PluginRules
{
    private static readonly Version HostContract = typeof(IGuardrail).Assembly.GetName().Version!;

    /// <summary>Throws when one export of the file breaks a rule: a plugin is taken whole or not at all.</summary>
    /// <exception cref="PluginException">The sentence for the user.</exception>
    public static void Check(IReadOnlyList<PluginDescription> exports)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var export in exports)
        {
            CheckContract(Version.Parse(export.ContractVersion));
            if (!IsName(export.Name))
                throw new PluginException($"the {export.KindName} {export.TypeName} needs another name: 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit, and not 'all'");
            if (export.Kind is PluginKind.Guardrail && (export.Directions is Directions.None || (export.Directions & ~Directions.Both) != 0))
                throw new PluginException($"its guardrail '{export.Name}' looks at no direction and would check nothing; set Directions to ToServer, ToClient or Both");
            if (!names.Add($"{export.KindName} {export.Name}"))
                throw new PluginException($"it exports two {export.KindName}s of the name '{export.Name}'; rename one");
        }
    }

    // AssemblyVersion is MAJOR.MINOR.0.0: a minor only adds, so an older one runs here and a newer one may not.
    private static void CheckContract(Version contract)
    {
        if (contract.Major == HostContract.Major && contract.Minor <= HostContract.Minor) return;
        throw new PluginException($"it was built for version {contract} of the contract and this gateway has {HostContract.ToString(2)}; " +
            (contract > HostContract ? "update the gateway, or build the plugin against its contract" : "build it again against this gateway's contract"));
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
