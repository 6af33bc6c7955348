using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Gateway.Core.Plugins;

/// <summary>What an assembly needs, read from its metadata.</summary>
internal sealed class PluginReferences
{
    private PluginReferences(IReadOnlyList<AssemblyNameInfo> assemblies, IReadOnlyList<string> natives) => (Assemblies, Natives) = (assemblies, natives);

    public IReadOnlyList<AssemblyNameInfo> Assemblies { get; }

    /// <summary>The names in its <c>DllImport</c> attributes.</summary>
    public IReadOnlyList<string> Natives { get; }

    /// <summary>Nothing, when the file is no readable assembly: whoever loads it says that better.</summary>
    public static PluginReferences Of(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path), PEStreamOptions.PrefetchMetadata);
            return image.HasMetadata ? Of(image.GetMetadataReader()) : new([], []);
        }
        catch (BadImageFormatException)
        {
            return new([], []);
        }
    }

    private static PluginReferences Of(MetadataReader reader)
    {
        var assemblies = new List<AssemblyNameInfo>();
        foreach (var handle in reader.AssemblyReferences) assemblies.Add(reader.GetAssemblyReference(handle).GetAssemblyNameInfo());
        var natives = new List<string>();
        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.ModuleRef); row++)
            natives.Add(reader.GetString(reader.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name));
        return new(assemblies, natives);
    }
}
