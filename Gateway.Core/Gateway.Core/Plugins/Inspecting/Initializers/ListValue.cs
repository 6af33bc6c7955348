namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>An array, list or set that an initializer makes.</summary>
internal sealed class ListValue : IMutableValue
{
    public List<object?> Items { get; } = [];

    /// <summary>The full name of what an array is of; empty for others.</summary>
    public string ElementName { get; init; } = "";

    public bool IsComputed { get; set; }
}
