namespace Gateway.Core.Plugins;

/// <summary>One exported class, as the metadata of its file describes it. No code of the plugin has run.</summary>
internal sealed record PluginDescription
{
    public required string Name { get; init; }

    public required PluginKind Kind { get; init; }

    /// <summary>The full name of the class, <c>Namespace.Outer+Inner</c>.</summary>
    public required string TypeName { get; init; }

    public required string AssemblyPath { get; init; }

    /// <summary>The plugin's folder, or the file itself when it is bare.</summary>
    public required string Folder { get; init; }

    public required string Version { get; init; }

    /// <summary>MAJOR.MINOR of the contract that it was built against.</summary>
    public required string ContractVersion { get; init; }

    public bool IsBundled { get; init; }

    /// <summary>What a guardrail looks at; a tracer has no directions.</summary>
    public Directions Directions { get; init; }

    public int Order { get; init; }

    /// <summary>Whether a tracer wants arguments and results.</summary>
    public bool Payloads { get; init; }

    /// <summary>Whether <c>all</c> leaves it out.</summary>
    public bool IsByNameOnly { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The full name of the class that its options are bound to; null when it names none.</summary>
    public string? OptionsTypeName { get; init; }

    /// <summary>The other classes of the file that it may import: those with a plain <c>[Export]</c>.</summary>
    public IReadOnlyList<string> PartTypeNames { get; init; } = [];

    /// <summary>What plugins.lock says about its files; null without one.</summary>
    public Locking.LockedPlugin? Lock { get; init; }

    public bool IsBare => Folder == AssemblyPath;

    /// <summary>The class without namespace: the other name that it may be asked for by.</summary>
    public string ClassName => TypeName[(TypeName.LastIndexOfAny(['.', '+']) + 1)..];

    public string KindName => Kind is PluginKind.Guardrail ? "guardrail" : "tracer";
}
