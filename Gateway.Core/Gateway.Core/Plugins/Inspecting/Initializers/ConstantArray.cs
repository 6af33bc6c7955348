using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>Arrays of constants that the compiler keeps as bytes.</summary>
internal static class ConstantArray
{
    /// <summary>False when they are of another type than a primitive one.</summary>
    public static bool TryFill(InspectedAssembly assembly, ListValue array, EntityHandle data)
    {
        if (data.Kind is not HandleKind.FieldDefinition) return false;
        var address = assembly.Metadata.GetFieldDefinition((FieldDefinitionHandle)data).GetRelativeVirtualAddress();
        if (address == 0) return false;
        var bytes = assembly.DataAt(address);
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (Read(ref bytes, array.ElementName) is not { } value) return false;
            array.Items[i] = value;
        }

        return true;
    }

    private static object? Read(ref BlobReader bytes, string element) => element switch
    {
        "System.Boolean" or "System.Byte" => (int)bytes.ReadByte(),
        "System.SByte" => (int)bytes.ReadSByte(),
        "System.Char" or "System.UInt16" => (int)bytes.ReadUInt16(),
        "System.Int16" => (int)bytes.ReadInt16(),
        "System.Int32" or "System.UInt32" => bytes.ReadInt32(),
        "System.Int64" or "System.UInt64" => bytes.ReadInt64(),
        "System.Single" => bytes.ReadSingle(),
        "System.Double" => bytes.ReadDouble(),
        _ => null,
    };
}
