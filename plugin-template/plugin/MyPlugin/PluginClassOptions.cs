namespace PluginClass;

/// <summary>The plugin's options in the configuration: <c>"options": { … }</c>. Their defaults are the initialisers.</summary>
public sealed class PluginClassOptions
{
    //#if (hasText)
    /// <summary>Words that are replaced, whole words in any case.</summary>
    public string[] Words { get; set; } = ["Bluebird"];

    //#endif
    //#if (hasMessage)
    /// <summary>Tools that may not be called, by their own names.</summary>
    public string[] RefusedTools { get; set; } = ["fail"];

    //#endif
    //#if (hasTracer)
    /// <summary>The file that gets a line for each call; a relative path starts at the configuration file.</summary>
    public string File { get; set; } = "calls.log";
    //#endif
}
