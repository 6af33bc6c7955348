namespace Gateway.Core.Plugins;

/// <summary>A folder that is searched for <c>NAME/NAME.dll</c> and for bare <c>X.dll</c>.</summary>
internal sealed record PluginFolder
{
    public required string Path { get; init; }

    /// <summary>True for the folder that the gateway ships; the names in it are reserved.</summary>
    public bool IsBundled { get; init; }

    /// <summary>True when somebody asked for this folder, so that its absence is an error.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True for whoever is about to write a new plugins.lock: what changed is listed like the rest.</summary>
    public bool IsLockIgnored { get; init; }
}
