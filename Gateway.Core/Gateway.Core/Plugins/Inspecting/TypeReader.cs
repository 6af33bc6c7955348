using System.Buffers;
using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>Reads the type of a property as what may stand for it in JSON.</summary>
/// <remarks>By hand: the decoder of System.Reflection.Metadata follows a signature as deep as it goes, and a stack overflow ends the process.</remarks>
internal sealed class TypeReader(InspectedAssembly assembly, Func<TypeDefinitionHandle, int, IReadOnlyList<OptionProperty>> membersOf)
{
    private const int Deepest = 16;
    private const byte FirstModifier = 0x1F;
    private const byte LastModifier = 0x20;

    private static readonly SearchValues<char> NoName = SearchValues.Create("[],*&\\");

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List`1", "System.Collections.Generic.IList`1", "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Generic.IEnumerable`1",
        "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.HashSet`1", "System.Collections.Generic.ISet`1",
        "System.Collections.Generic.IReadOnlySet`1", "System.Collections.Generic.SortedSet`1", "System.Collections.Generic.Queue`1", "System.Collections.Generic.Stack`1",
        "System.Collections.ObjectModel.Collection`1", "System.Collections.ObjectModel.ReadOnlyCollection`1", "System.Collections.Immutable.ImmutableArray`1",
        "System.Collections.Immutable.ImmutableList`1", "System.Collections.Immutable.ImmutableHashSet`1",
    };

    private static readonly HashSet<string> Maps = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IReadOnlyDictionary`2",
        "System.Collections.Generic.SortedDictionary`2", "System.Collections.Immutable.ImmutableDictionary`2",
    };

    /// <param name="signature">At the type.</param>
    /// <param name="level">How many objects it is in: what is in the third is not told.</param>
    public OptionType Read(ref BlobReader signature, int level) => Read(ref signature, level, 0);

    /// <summary>Passes over modifiers; the code that follows.</summary>
    public static byte ReadCode(ref BlobReader signature)
    {
        var code = signature.ReadByte();
        for (; code is FirstModifier or LastModifier; code = signature.ReadByte()) signature.ReadTypeHandle();
        return code;
    }

    private OptionType Read(ref BlobReader signature, int level, int depth)
    {
        assembly.Step();
        if (depth > Deepest) throw new BadImageFormatException("a type is nested too deep");
        var code = (SignatureTypeCode)ReadCode(ref signature);
        switch (code)
        {
            case SignatureTypeCode.String:
                return OptionType.Text;
            case SignatureTypeCode.Boolean:
                return new() { Kind = OptionKind.Boolean, IsValueType = true };
            case SignatureTypeCode.Char:
                return new() { Kind = OptionKind.Character, IsValueType = true };
            case >= SignatureTypeCode.SByte and <= SignatureTypeCode.Double or SignatureTypeCode.IntPtr or SignatureTypeCode.UIntPtr:
                return Number(code);
            case SignatureTypeCode.Object or SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                return OptionType.Any;
            case SignatureTypeCode.SZArray:
                var element = Read(ref signature, level, depth + 1);
                return element.Primitive is SignatureTypeCode.Byte ? Unknown("string in base64") : List(element);
            case SignatureTypeCode.GenericTypeInstance:
                return Generic(ref signature, level, depth);
            case (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType:
                return Named(signature.ReadTypeHandle(), level) with { IsValueType = code is (SignatureTypeCode)SignatureTypeKind.ValueType };
            default:
                throw new BadImageFormatException($"an option has the type {code}");
        }
    }

    private OptionType Generic(ref BlobReader signature, int level, int depth)
    {
        signature.ReadByte(); // class or value type
        var handle = signature.ReadTypeHandle();
        var count = signature.ReadCompressedInteger();
        var arguments = new List<OptionType>();
        for (var i = 0; i < count; i++) arguments.Add(Read(ref signature, level, depth + 1));
        var name = assembly.NameOf(handle);
        return arguments switch
        {
            [var only] when name == "System.Nullable`1" => only with { IsNullable = true, IsValueType = false },
            [var only] when Lists.Contains(name) => List(only),
            [_, var value] when Maps.Contains(name) => new() { Kind = OptionKind.Map, Element = value },
            _ => Named(handle, level),
        };
    }

    private OptionType Named(EntityHandle handle, int level)
    {
        if (handle.Kind is HandleKind.TypeDefinition) return Own((TypeDefinitionHandle)handle, level);
        var name = assembly.NameOf(handle);
        return name switch
        {
            "System.TimeSpan" => new() { Kind = OptionKind.Duration },
            "System.Decimal" or "System.Half" or "System.Int128" or "System.UInt128" => Number(SignatureTypeCode.Double),
            "System.Uri" or "System.Version" or "System.Guid" or "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly" => OptionType.Text,
            "System.Text.Json.JsonElement" or "System.Text.Json.JsonDocument" or "System.Text.Json.Nodes.JsonNode" => OptionType.Any,
            "System.Text.Json.Nodes.JsonObject" => new() { Kind = OptionKind.Map, Element = OptionType.Any },
            "System.Text.Json.Nodes.JsonArray" => List(OptionType.Any),
            _ when Shared(name) is { } shared => shared,
            _ => Unknown(name[(name.LastIndexOfAny(['.', '+']) + 1)..]),
        };
    }

    private OptionType Own(TypeDefinitionHandle handle, int level)
    {
        var type = assembly.Metadata.GetTypeDefinition(handle);
        if (type.BaseType.IsNil || assembly.NameOf(type.BaseType) != "System.Enum") return new() { Kind = OptionKind.Object, Members = membersOf(handle, level + 1) };
        var choices = new List<(string, long)>();
        foreach (var fieldHandle in type.GetFields())
        {
            assembly.Step();
            var field = assembly.Metadata.GetFieldDefinition(fieldHandle);
            if (field.GetDefaultValue() is not { IsNil: false } constant) continue; // the field that holds the value
            var name = KnownAttributes.Text(assembly, field.GetCustomAttributes(), KnownAttributes.JsonMember) ?? OptionKey.Of(assembly.Text(field.Name));
            choices.Add((name, ValueOf(assembly.Metadata.GetConstant(constant))));
        }

        return new() { Kind = OptionKind.Choice, Choices = choices };
    }

    // An enum of the contract or of the runtime: both are ours, so asking them runs nothing of the plugin.
    private static OptionType? Shared(string name)
    {
        // The runtime would take brackets for arguments: follow them as deep as they go, and load the assemblies that they name.
        if (name.AsSpan().ContainsAny(NoName)) return null;
        if ((typeof(IGuardrail).Assembly.GetType(name) ?? typeof(object).Assembly.GetType(name)) is not { IsEnum: true } type) return null;
        return new()
        {
            Kind = OptionKind.Choice,
            Choices = [.. Enum.GetNames(type).Select(choice => (OptionKey.Of(choice), Convert.ToInt64(Enum.Parse(type, choice), System.Globalization.CultureInfo.InvariantCulture)))],
        };
    }

    private long ValueOf(Constant constant)
    {
        var value = assembly.Metadata.GetBlobReader(constant.Value);
        return constant.TypeCode switch
        {
            ConstantTypeCode.SByte => value.ReadSByte(),
            ConstantTypeCode.Byte => value.ReadByte(),
            ConstantTypeCode.Int16 => value.ReadInt16(),
            ConstantTypeCode.UInt16 => value.ReadUInt16(),
            ConstantTypeCode.Int32 => value.ReadInt32(),
            ConstantTypeCode.UInt32 => value.ReadUInt32(),
            ConstantTypeCode.Int64 => value.ReadInt64(),
            ConstantTypeCode.UInt64 => (long)value.ReadUInt64(),
            _ => throw new BadImageFormatException("an enum has another constant than a whole number"),
        };
    }

    private static OptionType Number(SignatureTypeCode code) => new() { Kind = OptionKind.Number, Primitive = code, IsValueType = true };

    private static OptionType List(OptionType element) => new() { Kind = OptionKind.List, Element = element };

    private static OptionType Unknown(string name) => new() { Kind = OptionKind.Unknown, Name = name };
}
