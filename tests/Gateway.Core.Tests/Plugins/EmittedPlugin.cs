using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Gateway.Core.Tests.Plugins;

/// <summary>A DLL with nothing but the metadata of a plugin: for what a scan must refuse.</summary>
internal static class EmittedPlugin
{
    public static void WriteGuardrail(string path, string name, Directions directions = Directions.Both, string className = "Emitted")
    {
        var attribute = typeof(GuardrailAttribute);
        var builder = new CustomAttributeBuilder(attribute.GetConstructor([typeof(string)])!, [name], [attribute.GetProperty("Directions")!], [directions]);
        Write(path, className, builder);
    }

    public static void WriteTracer(string path, string name) =>
        Write(path, "Emitted", new CustomAttributeBuilder(typeof(TracerAttribute).GetConstructor([typeof(string)])!, [name]));

    /// <summary>A class that references the contract, and nothing exported.</summary>
    public static void WriteUnexported(string path) => Write(path, "Emitted", null, typeof(TextGuardrail));

    /// <summary>Makes the file one that was built against another version of the contract.</summary>
    public static void SetContract(string path, ushort major, ushort minor)
    {
        var bytes = File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(bytes));
        var reader = image.GetMetadataReader();
        var row = reader.AssemblyReferences.Single(handle => reader.GetString(reader.GetAssemblyReference(handle).Name) == "Gateway.Abstractions");
        var place = image.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + ((MetadataTokens.GetRowNumber(row) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef));
        BitConverter.TryWriteBytes(bytes.AsSpan(place), major);
        BitConverter.TryWriteBytes(bytes.AsSpan(place + 2), minor);
        File.WriteAllBytes(path, bytes);
    }

    private static void Write(string path, string className, CustomAttributeBuilder? attribute, Type? parent = null)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Path.GetFileNameWithoutExtension(path)) { Version = new(1, 2, 3) }, typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("main").DefineType($"Emitted.{className}", TypeAttributes.Public | TypeAttributes.Abstract, parent);
        if (attribute is not null) type.SetCustomAttribute(attribute);
        type.CreateType();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        assembly.Save(path);
    }
}
