namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>A dictionary that an initializer makes.</summary>
internal sealed class MapValue : IMutableValue
{
    public Dictionary<string, object?> Items { get; } = new(StringComparer.Ordinal);

    public bool IsComputed { get; set; }
}
