using System.Composition;

namespace Gateway;

/// <summary>Exports a class as a tracer. Read from the file's metadata before any code of it runs.</summary>
/// <param name="name">The name that <c>--enable-tracing</c> takes, in any case.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class TracerAttribute(string name) : ExportAttribute(typeof(ITracer))
{
    /// <summary>The name that <c>--enable-tracing</c> takes, in any case.</summary>
    public string Name { get; } = name;

    /// <summary>Whether its records carry the masked arguments and results.</summary>
    public bool Payloads { get; set; }

    /// <summary>One line for <c>plugins list</c>.</summary>
    public string Description { get; set; } = "";

    /// <summary>The class that <see cref="PluginContext.GetOptions{T}"/> is called with. Told for tools and readers: the gateway does not look at it.</summary>
    public Type? Options { get; set; }
}
