namespace Gateway.Host.Commands.Plugins;

/// <summary>One plugin as <c>plugins list</c> shows it.</summary>
internal sealed record ListedPlugin
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Version { get; init; }

    public required string Contract { get; init; }

    public required string Path { get; init; }

    public string Description { get; init; } = "";

    public bool IsBundled { get; init; }

    /// <summary>False when a gateway runs it from a folder that was not searched, or its file is gone.</summary>
    public bool IsFound { get; init; } = true;

    /// <summary>Of the files where they lie; null when they cannot be read.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether the options on the command line would enable it; null when none was given.</summary>
    public bool? IsSelected { get; init; }

    /// <summary>Whether the configuration has a section for it; null when none was given.</summary>
    public bool? IsConfigured { get; init; }

    public required IReadOnlyList<PluginUse> Uses { get; init; }
}
