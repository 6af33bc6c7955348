using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>An object of a class of the plugin's, with what its constructor left in its fields.</summary>
internal sealed class ObjectValue : IMutableValue
{
    private readonly Dictionary<int, object?> _fields = [];

    public bool IsComputed { get; set; }

    /// <summary>Null, as the runtime leaves it, when nothing was ever stored there.</summary>
    public object? ValueOf(FieldDefinitionHandle field) =>
        field.IsNil || IsComputed ? Computed.Value : _fields.GetValueOrDefault(MetadataTokens.GetRowNumber(field));

    public void Store(FieldDefinitionHandle field, object? value) => _fields[MetadataTokens.GetRowNumber(field)] = value;
}
