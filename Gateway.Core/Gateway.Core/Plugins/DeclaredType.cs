namespace Gateway.Core.Plugins;

/// <summary>What the attributes on one class say.</summary>
/// <remarks>
/// <c>[Guardrail]</c> and <c>[Tracer]</c> bring their values with them; a plain <c>[Export(typeof(IGuardrail))]</c> has them in
/// <c>[ExportMetadata]</c> attributes beside it, in any order.
/// </remarks>
internal sealed class DeclaredType(string name)
{
    private readonly Dictionary<string, object?> _metadata = new(StringComparer.Ordinal);
    private readonly List<Export> _exports = [];

    public string Name { get; } = name;

    /// <summary>True when it is no plugin itself, but a plugin may import it.</summary>
    public bool IsPart => _exports.Count == 0;

    public void Add(PluginAttribute attribute, AttributeBlob blob)
    {
        if (!blob.TryReadFixed(out var first)) return;
        var hasSecond = blob.TryReadFixed(out var second);
        switch (attribute)
        {
            case PluginAttribute.Guardrail:
                _exports.Add(new(PluginKind.Guardrail, Own(blob, first)));
                break;
            case PluginAttribute.Tracer:
                _exports.Add(new(PluginKind.Tracer, Own(blob, first)));
                break;
            case PluginAttribute.Export when !hasSecond && first is "Gateway.IGuardrail":
                _exports.Add(new(PluginKind.Guardrail, _metadata));
                break;
            case PluginAttribute.Export when !hasSecond && first is "Gateway.ITracer":
                _exports.Add(new(PluginKind.Tracer, _metadata));
                break;
            case PluginAttribute.Metadata:
                _metadata[first as string ?? ""] = second;
                break;
        }
    }

    /// <summary>The plugins that the class is.</summary>
    /// <param name="file">What all plugins of the file have in common.</param>
    public IEnumerable<PluginDescription> Describe(PluginDescription file)
    {
        foreach (var export in _exports)
        {
            yield return file with
            {
                Name = Text(export, "Name"),
                Kind = export.Kind,
                TypeName = Name,
                Directions = export.Kind is PluginKind.Guardrail ? (Directions)Number(export, "Directions", (int)Directions.Both) : Directions.None,
                Order = Number(export, "Order", 100),
                Payloads = Flag(export, "Payloads"),
                IsByNameOnly = Flag(export, "ByNameOnly"),
                Description = Text(export, "Description"),
                OptionsTypeName = Text(export, "Options") is { Length: > 0 } options ? options : null,
            };
        }
    }

    private static Dictionary<string, object?> Own(AttributeBlob blob, object? name)
    {
        var values = blob.ReadNamed();
        values["Name"] = name;
        return values;
    }

    private string Text(Export export, string key) => export.Values.GetValueOrDefault(key) switch
    {
        null => "",
        string text => text,
        _ => throw Wrong(key, "a string"),
    };

    private int Number(Export export, string key, int missing) => export.Values.GetValueOrDefault(key) switch
    {
        null => missing,
        int number => number,
        _ => throw Wrong(key, "an int"),
    };

    private bool Flag(Export export, string key) => export.Values.GetValueOrDefault(key) switch
    {
        null => false,
        bool flag => flag,
        _ => throw Wrong(key, "a bool"),
    };

    private PluginException Wrong(string key, string right) => new($"the {key} of its class {Name} must be {right}; correct the attribute");

    private sealed record Export(PluginKind Kind, Dictionary<string, object?> Values);
}
