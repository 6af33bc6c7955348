using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>A plugin's DLL as data. Whatever it says, reading it comes to an end.</summary>
internal sealed class InspectedAssembly : IDisposable
{
    // Real options take some hundred steps; only a file that is made to be endless takes as many.
    private const int MostSteps = 200_000;
    private const int TextPerStep = 16;
    private const int MostNested = 100;

    private readonly PEReader _image;
    private int _steps;

    /// <exception cref="BadImageFormatException">It is no .NET assembly.</exception>
    public InspectedAssembly(string path)
    {
        // Read whole and never mapped: a file that is copied over while it is mapped ends the process with SIGBUS.
        _image = new(File.OpenRead(path), PEStreamOptions.PrefetchEntireImage);
        Metadata = _image.GetMetadataReader();
    }

    public MetadataReader Metadata { get; }

    /// <exception cref="BadImageFormatException">It has been too much already.</exception>
    public void Step(int steps = 1)
    {
        if ((_steps += steps) > MostSteps) throw new BadImageFormatException("its options have no end");
    }

    /// <summary>The bytes of a text that is about to be read, or was: many names may share one of megabytes.</summary>
    /// <exception cref="BadImageFormatException">It has been too much already.</exception>
    public void StepOver(int length) => Step(length / TextPerStep);

    /// <summary>A name.</summary>
    public string Text(StringHandle handle)
    {
        StepOver(Metadata.GetBlobReader(handle).Length);
        return Metadata.GetString(handle);
    }

    /// <summary>The instructions of a method; null when they are not in the file.</summary>
    public MethodBodyBlock? BodyOf(MethodDefinitionHandle handle)
    {
        var address = Metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
        return address == 0 ? null : _image.GetMethodBody(address);
    }

    /// <summary>The bytes that a constant array is filled from.</summary>
    public BlobReader DataAt(int address) => _image.GetSectionData(address).GetReader();

    /// <summary>The class with this name, <c>Namespace.Outer+Inner</c>; nil when it is not in this file.</summary>
    public TypeDefinitionHandle Find(string name)
    {
        var simple = name[(name.LastIndexOfAny(['.', '+']) + 1)..];
        foreach (var handle in Metadata.TypeDefinitions)
        {
            if (Metadata.StringComparer.Equals(Metadata.GetTypeDefinition(handle).Name, simple) && NameOf(handle) == name) return handle;
        }

        return default;
    }

    /// <summary>The full name of a class, a reference to one, or a generic class with arguments; empty for anything else.</summary>
    public string NameOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => NameOf((TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference when Metadata.GetTypeReference((TypeReferenceHandle)handle) is var type => Join(type.Namespace, type.Name),
        HandleKind.TypeSpecification => GenericOf((TypeSpecificationHandle)handle) is { IsNil: false } generic && generic.Kind is not HandleKind.TypeSpecification ? NameOf(generic) : "",
        _ => "",
    };

    /// <summary>The class itself, also of a generic class with arguments; nil when it is not in this file.</summary>
    public TypeDefinitionHandle DefinitionOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => (TypeDefinitionHandle)handle,
        HandleKind.TypeSpecification => GenericOf((TypeSpecificationHandle)handle) is { Kind: HandleKind.TypeDefinition, IsNil: false } generic ? (TypeDefinitionHandle)generic : default,
        _ => default,
    };

    public void Dispose() => _image.Dispose();

    // class or value type, then the generic class; all other specifications are not of interest here.
    private EntityHandle GenericOf(TypeSpecificationHandle handle)
    {
        var signature = Metadata.GetBlobReader(Metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadByte() != (byte)SignatureTypeCode.GenericTypeInstance) return default;
        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    private string NameOf(TypeDefinitionHandle handle, int depth)
    {
        if (depth > MostNested) throw new BadImageFormatException("classes are nested too deep");
        var type = Metadata.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? Join(type.Namespace, type.Name) : $"{NameOf(outer, depth + 1)}+{Text(type.Name)}";
    }

    private string Join(StringHandle space, StringHandle name) => space.IsNil ? Text(name) : $"{Text(space)}.{Text(name)}";
}
