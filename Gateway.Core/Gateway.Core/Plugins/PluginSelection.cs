namespace Gateway.Core.Plugins;

/// <summary>Which plugins the command line asks for.</summary>
internal sealed record PluginSelection
{
    /// <summary>The name that stands for every plugin of the kind.</summary>
    public const string All = "all";

    private IReadOnlyList<Wish> Wishes { get; init; } = [];

    /// <summary>True when nothing was asked for.</summary>
    public bool IsEmpty => Wishes.Count == 0;

    /// <summary>Takes the values of the three options. Each value may hold several names with commas between them.</summary>
    /// <param name="plugins">The values of <c>-p</c>: a name enables a guardrail and a tracer of that name. Null when the option is absent.</param>
    /// <param name="guardrails">The values of <c>--enable-guardrails</c>. Null when absent; an empty list, or an empty value, means all.</param>
    /// <param name="tracers">The values of <c>--enable-tracing</c>, likewise.</param>
    public static PluginSelection Parse(IEnumerable<string>? plugins = null, IEnumerable<string>? guardrails = null, IEnumerable<string>? tracers = null) => new()
    {
        Wishes = [.. Names(plugins, null, "--plugin"), .. Names(guardrails, PluginKind.Guardrail, "--enable-guardrails"), .. Names(tracers, PluginKind.Tracer, "--enable-tracing")],
    };

    /// <summary>The plugins asked for: guardrails in their order, then tracers, none twice.</summary>
    /// <exception cref="PluginException">A name is unknown, broken or found twice, or <c>all</c> yields nothing.</exception>
    public IReadOnlyList<PluginDescription> Resolve(PluginCatalogue catalogue)
    {
        var resolved = new List<PluginDescription>();
        foreach (var wish in Wishes)
        {
            foreach (var plugin in Resolve(wish, catalogue))
            {
                if (!resolved.Contains(plugin)) resolved.Add(plugin);
            }
        }

        resolved.Sort(static (a, b) =>
            a.Kind != b.Kind ? a.Kind - b.Kind
            : a.Order != b.Order ? a.Order.CompareTo(b.Order)
            : string.CompareOrdinal(a.Name, b.Name));
        return resolved;
    }

    private static IEnumerable<Wish> Names(IEnumerable<string>? values, PluginKind? kind, string option)
    {
        if (values is null) return [];
        string[] names = [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

        // Nothing after the option, or a variable that was empty: guarding too much is the safe way to read it.
        return (names.Length == 0 ? [All] : names).Select(name => new Wish(name, kind, option));
    }

    private static List<PluginDescription> Resolve(Wish wish, PluginCatalogue catalogue)
    {
        var ofKind = catalogue.Plugins.Where(wish.Takes).ToList();
        if (!wish.IsAll) return Find(wish, ofKind, catalogue);

        // Whoever locked a folder and says "all" means what was locked.
        if (catalogue.Problems.FirstOrDefault(problem => problem.BreaksLock) is { } broken) throw new PluginException($"'all' of {wish.Option} can't be used: {broken}");

        // What sends text away is enabled by somebody who named it.
        ofKind.RemoveAll(plugin => plugin.IsByNameOnly);
        if (ofKind.Count == 0) throw new PluginException(Nothing(wish, catalogue));
        foreach (var plugin in ofKind) Find(wish with { Name = plugin.Name }, ofKind, catalogue);
        return ofKind;
    }

    // A name goes before a class name: a class that happens to be called Basic does not make 'basic' ambiguous.
    private static List<PluginDescription> Find(Wish wish, List<PluginDescription> ofKind, PluginCatalogue catalogue)
    {
        var found = ofKind.FindAll(plugin => wish.Is(plugin.Name));
        if (found.Count == 0) found = ofKind.FindAll(plugin => wish.Is(plugin.ClassName));
        if (found.Count == 0) throw new PluginException(Missing(wish, ofKind, catalogue));

        // A tracer that works does not make up for a guardrail of the same name that doesn't. The name of a bundled
        // plugin is out of reach of others, so a broken file can't take it down.
        if (!found.Exists(plugin => plugin.IsBundled) && Broken(wish, catalogue) is { } broken) throw new PluginException(broken);

        // One plugin may be a guardrail and a tracer; two files of one name are never what somebody meant.
        if (found.Count == 1 || (found.Count == 2 && found[0].Kind != found[1].Kind && found[0].AssemblyPath == found[1].AssemblyPath)) return found;
        throw new PluginException($"'{wish.Name}' of {wish.Option} was found more than once, in {string.Join(" and in ", found.Select(Place).Distinct())}; remove or rename all but one");
    }

    private static string Place(PluginDescription plugin) => $"{plugin.AssemblyPath} ({plugin.TypeName})";

    private static string Nothing(Wish wish, PluginCatalogue catalogue)
    {
        var folders = string.Join(", ", catalogue.Folders.Select(folder => folder.Path));
        var broken = catalogue.Problems.Count == 0 ? "" : $" (and {catalogue.Problems[0]})";
        return $"{wish.Option} found no {wish.KindName} in the plugins folders {folders}{broken}; put one there or name its folder with --plugins-dir";
    }

    private static string? Broken(Wish wish, PluginCatalogue catalogue) =>
        catalogue.Problems.FirstOrDefault(problem => problem.Names.Any(wish.Is)) is { } problem ? $"'{wish.Name}' of {wish.Option} can't be used: {problem}" : null;

    private static string Missing(Wish wish, List<PluginDescription> ofKind, PluginCatalogue catalogue)
    {
        if (Broken(wish, catalogue) is { } broken) return broken;
        if (catalogue.Plugins.FirstOrDefault(plugin => wish.Is(plugin.Name)) is { } other)
            return $"'{wish.Name}' of {wish.Option} is a {other.KindName}; enable it with {(other.Kind is PluginKind.Guardrail ? "--enable-guardrails" : "--enable-tracing")}";

        var names = ofKind.Select(plugin => plugin.Name).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => Protocol.NearestName.Distance(name, wish.Name)).ThenBy(name => name, StringComparer.Ordinal);
        var known = ofKind.Count == 0 ? $"there is no {wish.KindName} at all" : $"there are: {string.Join(", ", names)}";
        var folder = catalogue.Problems.FirstOrDefault(problem => problem.Names.Count == 0) is { } closed ? $" ({closed})" : "";
        return $"no {wish.KindName} has the name '{wish.Name}' of {wish.Option}; {known}{folder}";
    }

    private sealed record Wish(string Name, PluginKind? Kind, string Option)
    {
        public bool IsAll => Is(All);

        public string KindName => Kind switch
        {
            PluginKind.Guardrail => "guardrail",
            PluginKind.Tracer => "tracer",
            _ => "plugin",
        };

        public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

        public bool Takes(PluginDescription plugin) => Kind is null || Kind == plugin.Kind;
    }
}
