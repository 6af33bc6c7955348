using System.Composition;

namespace Gateway;

/// <summary>Exports a class as a guardrail. Read from the file's metadata before any code of it runs.</summary>
/// <param name="name">The name that <c>--enable-guardrails</c> takes, in any case.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class GuardrailAttribute(string name) : ExportAttribute(typeof(IGuardrail))
{
    /// <summary>The name that <c>--enable-guardrails</c> takes, in any case.</summary>
    public string Name { get; } = name;

    /// <summary>Which messages it looks at.</summary>
    public Directions Directions { get; set; } = Directions.Both;

    /// <summary>Order among the guardrails that look at whole messages, low first, ties by name. Text guardrails run together, before.</summary>
    public int Order { get; set; } = 100;

    /// <summary>True for a guardrail that <c>--enable-guardrails</c> without names, or with <c>all</c>, leaves out: one that sends text to another machine, or costs money.</summary>
    public bool ByNameOnly { get; set; }

    /// <summary>One line for <c>plugins list</c>.</summary>
    public string Description { get; set; } = "";

    /// <summary>The class that <see cref="PluginContext.GetOptions{T}"/> is called with. Told for tools and readers: the gateway does not look at it.</summary>
    public Type? Options { get; set; }
}
