using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>Which field an accessor reads or writes, if it does nothing else: so the compiler writes those of <c>{ get; set; }</c>.</summary>
internal sealed class Accessors(InspectedAssembly assembly)
{
    private const byte LoadThis = 0x02;
    private const byte LoadValue = 0x03;
    private const byte LoadField = 0x7B;
    private const byte StoreField = 0x7D;
    private const byte Return = 0x2A;
    private const int GetterLength = 7;
    private const int SetterLength = 8;

    /// <summary>Nil when it does more than that.</summary>
    public FieldDefinitionHandle FieldOf(MethodDefinitionHandle accessor)
    {
        if (accessor.IsNil || assembly.BodyOf(accessor) is not { } body) return default;
        var code = body.GetILReader();
        return code.Length switch
        {
            GetterLength when code.ReadByte() == LoadThis => Field(ref code, LoadField),
            SetterLength when code.ReadByte() == LoadThis && code.ReadByte() == LoadValue => Field(ref code, StoreField),
            _ => default,
        };
    }

    private static FieldDefinitionHandle Field(ref BlobReader code, byte instruction)
    {
        if (code.ReadByte() != instruction) return default;
        var handle = Handles.Of(code.ReadInt32());
        return handle.Kind is HandleKind.FieldDefinition && code.ReadByte() == Return ? (FieldDefinitionHandle)handle : default;
    }
}
