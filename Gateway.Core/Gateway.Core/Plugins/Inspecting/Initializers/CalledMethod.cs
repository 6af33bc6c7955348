using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>What an instruction calls.</summary>
internal sealed record CalledMethod
{
    private const byte HasThisFlag = 0x20;
    private const byte GenericFlag = 0x10;
    private const byte Void = 0x01;

    /// <summary>The full name of its class.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>Without the object that it is called on.</summary>
    public required int Parameters { get; init; }

    public required bool IsInstance { get; init; }

    public required bool ReturnsNothing { get; init; }

    /// <summary>Nil when it is not in this file.</summary>
    public required MethodDefinitionHandle Definition { get; init; }

    public bool IsConstructor => Name == ".ctor";

    /// <exception cref="BadImageFormatException">It is no method.</exception>
    public static CalledMethod Of(InspectedAssembly assembly, EntityHandle handle)
    {
        var metadata = assembly.Metadata;
        if (handle.Kind is HandleKind.MethodSpecification) handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Read(assembly.NameOf(definition.GetDeclaringType()), assembly.Text(definition.Name), metadata.GetBlobReader(definition.Signature)) with { Definition = (MethodDefinitionHandle)handle };
            case HandleKind.MemberReference:
                var reference = metadata.GetMemberReference((MemberReferenceHandle)handle);
                var method = Read(assembly.NameOf(reference.Parent), assembly.Text(reference.Name), metadata.GetBlobReader(reference.Signature));
                return method with { Definition = DefinitionOf(assembly, assembly.DefinitionOf(reference.Parent), method) };
            default:
                throw new BadImageFormatException("a call calls no method");
        }
    }

    // A method of a generic class of this file is called by a reference.
    private static MethodDefinitionHandle DefinitionOf(InspectedAssembly assembly, TypeDefinitionHandle type, CalledMethod method)
    {
        if (type.IsNil) return default;
        var found = default(MethodDefinitionHandle);
        foreach (var handle in assembly.Metadata.GetTypeDefinition(type).GetMethods())
        {
            assembly.Step();
            var candidate = assembly.Metadata.GetMethodDefinition(handle);
            if (!assembly.Metadata.StringComparer.Equals(candidate.Name, method.Name)) continue;
            if (Read("", method.Name, assembly.Metadata.GetBlobReader(candidate.Signature)).Parameters != method.Parameters) continue;
            if (!found.IsNil) return default; // which of them, only their types tell
            found = handle;
        }

        return found;
    }

    private static CalledMethod Read(string type, string name, BlobReader signature)
    {
        var header = signature.ReadByte();
        if ((header & GenericFlag) != 0) signature.ReadCompressedInteger();
        var parameters = signature.ReadCompressedInteger();
        return new()
        {
            Type = type,
            Name = name,
            Parameters = parameters,
            IsInstance = (header & HasThisFlag) != 0,
            ReturnsNothing = TypeReader.ReadCode(ref signature) == Void,
            Definition = default,
        };
    }
}
