namespace Gateway.Core.Plugins;

/// <summary>What a plugin is to the gateway.</summary>
internal enum PluginKind
{
    /// <summary>It checks messages.</summary>
    Guardrail,

    /// <summary>It records calls.</summary>
    Tracer,
}
