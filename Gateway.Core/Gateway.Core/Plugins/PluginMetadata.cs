using System.Composition;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Gateway.Core.Plugins;

/// <summary>Reads what a DLL exports from its metadata, so that nothing in it runs.</summary>
internal static class PluginMetadata
{
    private const string Contract = "Gateway.Abstractions";

    /// <summary>The guardrails and tracers in the file; null when it does not reference the contract.</summary>
    /// <exception cref="PluginException">The file is no readable .NET assembly.</exception>
    public static IReadOnlyList<PluginDescription>? Read(PluginFile file)
    {
        try
        {
            // Prefetched, never mapped: a file that is copied over while it is mapped ends the process with SIGBUS.
            using var image = new PEReader(File.OpenRead(file.AssemblyPath), PEStreamOptions.PrefetchMetadata);
            if (!image.HasMetadata) throw new PluginException("it is a native library, not a .NET assembly; put native libraries into a plugin's folder");
            var reader = image.GetMetadataReader();
            if (!reader.IsAssembly) throw new PluginException("it is a .NET module, not an assembly; build it as a class library");
            return ContractOf(reader) is { } contract ? Describe(reader, file, contract) : null;
        }
        catch (BadImageFormatException exception)
        {
            throw new PluginException("it is not a .NET assembly, or only a part of one; build or copy it again", exception);
        }
    }

    private static Version? ContractOf(MetadataReader reader)
    {
        foreach (var handle in reader.AssemblyReferences)
        {
            var reference = reader.GetAssemblyReference(handle);
            if (reader.StringComparer.Equals(reference.Name, Contract)) return reference.Version;
        }

        return null;
    }

    private static List<PluginDescription> Describe(MetadataReader reader, PluginFile file, Version contract)
    {
        var declared = Declared(reader);
        var parts = new List<string>();
        foreach (var type in declared)
        {
            if (type.IsPart) parts.Add(type.Name);
        }

        var template = new PluginDescription
        {
            Name = "",
            Kind = PluginKind.Guardrail,
            TypeName = "",
            AssemblyPath = file.AssemblyPath,
            Folder = file.Folder,
            IsBundled = file.IsBundled,
            Version = reader.GetAssemblyDefinition().Version.ToString(3),
            ContractVersion = contract.ToString(2),
            PartTypeNames = parts,
        };

        var found = new List<PluginDescription>();
        foreach (var type in declared) found.AddRange(type.Describe(template));
        return found;
    }

    // One pass over the attribute table instead of one over every type: most types carry nothing of ours. Keyed by row
    // number, because a dictionary over a handle would be compiled at every start.
    private static Dictionary<int, DeclaredType>.ValueCollection Declared(MetadataReader reader)
    {
        var declared = new Dictionary<int, DeclaredType>();
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            var known = AttributeOf(reader, attribute);
            if (known is PluginAttribute.None) continue;
            var owner = OwnerOf(reader, attribute.Parent);
            if (owner.IsNil) continue;
            if (!declared.TryGetValue(MetadataTokens.GetRowNumber(owner), out var type))
                declared.Add(MetadataTokens.GetRowNumber(owner), type = new DeclaredType(NameOf(reader, owner)));
            if (attribute.Parent.Kind is HandleKind.TypeDefinition) type.Add(known, new AttributeBlob(reader, attribute));
        }

        return declared.Values;
    }

    private static PluginAttribute AttributeOf(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind is not HandleKind.MemberReference) return PluginAttribute.None;
        var parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind is not HandleKind.TypeReference) return PluginAttribute.None;
        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        var text = reader.StringComparer;
        if (text.Equals(type.Namespace, "Gateway"))
        {
            if (text.Equals(type.Name, nameof(GuardrailAttribute))) return PluginAttribute.Guardrail;
            if (text.Equals(type.Name, nameof(TracerAttribute))) return PluginAttribute.Tracer;
        }
        else if (text.Equals(type.Namespace, "System.Composition"))
        {
            if (text.Equals(type.Name, nameof(ExportAttribute))) return PluginAttribute.Export;
            if (text.Equals(type.Name, nameof(ExportMetadataAttribute))) return PluginAttribute.Metadata;
        }

        return PluginAttribute.None;
    }

    private static TypeDefinitionHandle OwnerOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind is HandleKind.TypeDefinition) return (TypeDefinitionHandle)parent;
        if (parent.Kind is not HandleKind.PropertyDefinition) return default;
        var getter = reader.GetPropertyDefinition((PropertyDefinitionHandle)parent).GetAccessors().Getter;
        return getter.IsNil ? default : reader.GetMethodDefinition(getter).GetDeclaringType();
    }

    // Damaged metadata can say that a class is nested in itself, and a stack overflow ends the process.
    private static string NameOf(MetadataReader reader, TypeDefinitionHandle handle, int depth = 0)
    {
        if (depth > 100) throw new BadImageFormatException("classes are nested too deep");
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        if (!outer.IsNil) return $"{NameOf(reader, outer, depth + 1)}+{name}";
        return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
