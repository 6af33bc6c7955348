using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>Finds attributes by the name of their class.</summary>
internal static class KnownAttributes
{
    public const string Description = "System.ComponentModel.DescriptionAttribute";
    public const string JsonName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string JsonMember = "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute";
    public const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";

    private const string Nullable = "System.Runtime.CompilerServices.NullableAttribute";
    private const string NullableContext = "System.Runtime.CompilerServices.NullableContextAttribute";
    private const byte MayBeNull = 2;

    public static bool Has(InspectedAssembly assembly, CustomAttributeHandleCollection attributes, string name) => Find(assembly, attributes, name) is not null;

    /// <summary>The string that the attribute's constructor takes.</summary>
    public static string? Text(InspectedAssembly assembly, CustomAttributeHandleCollection attributes, string name)
    {
        if (Find(assembly, attributes, name) is not { Constructor.Kind: HandleKind.MemberReference } attribute) return null;
        assembly.StepOver(assembly.Metadata.GetBlobReader(attribute.Value).Length);
        return new AttributeBlob(assembly.Metadata, attribute).TryReadFixed(out var value) ? value as string : null;
    }

    /// <summary>Whether a reference that a member of the class holds is declared nullable: by itself, or else by what holds for the class.</summary>
    public static bool IsNullable(InspectedAssembly assembly, CustomAttributeHandleCollection member, TypeDefinitionHandle owner)
    {
        if (Find(assembly, member, Nullable) is { } own) return Flag(assembly, own) == MayBeNull;
        for (var depth = 0; !owner.IsNil && depth < 100; depth++)
        {
            var type = assembly.Metadata.GetTypeDefinition(owner);
            if (Find(assembly, type.GetCustomAttributes(), NullableContext) is { } context) return Flag(assembly, context) == MayBeNull;
            owner = type.GetDeclaringType();
        }

        return false;
    }

    private static CustomAttribute? Find(InspectedAssembly assembly, CustomAttributeHandleCollection attributes, string name)
    {
        foreach (var handle in attributes)
        {
            assembly.Step();
            var attribute = assembly.Metadata.GetCustomAttribute(handle);
            var owner = attribute.Constructor.Kind switch
            {
                HandleKind.MemberReference => assembly.Metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
                HandleKind.MethodDefinition => assembly.Metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
                _ => default(EntityHandle),
            };
            if (!owner.IsNil && assembly.NameOf(owner) == name) return attribute;
        }

        return null;
    }

    // One byte, or an array with one for each part of the type, of which the first is for the whole: 01 00, (length,) bytes, 00 00.
    private static byte Flag(InspectedAssembly assembly, CustomAttribute attribute)
    {
        var value = assembly.Metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        if (value.RemainingBytes > 3 && value.ReadInt32() <= 0) return 0;
        return value.ReadByte();
    }
}
