namespace Gateway.Core.Plugins;

/// <summary>The attributes that say something about a plugin.</summary>
internal enum PluginAttribute
{
    /// <summary>Any other.</summary>
    None,

    /// <summary><c>[Guardrail("name")]</c></summary>
    Guardrail,

    /// <summary><c>[Tracer("name")]</c></summary>
    Tracer,

    /// <summary>MEF's own <c>[Export]</c></summary>
    Export,

    /// <summary>MEF's own <c>[ExportMetadata("Name", "name")]</c></summary>
    Metadata,
}
