using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

internal sealed class BareNameTests
{
    [Test]
    public void A_bare_plugin_takes_no_file_of_another_folder_whatever_its_metadata_name()
    {
        using var folder = new PluginsFolder();
        var outside = Path.Combine(Path.GetDirectoryName(folder.Path)!, "outside.dll");
        File.WriteAllText(outside, "");
        var plugin = folder.File("Bare.dll");
        WriteReferences(plugin, "../outside", outside[..^".dll".Length]);

        Assert.That(PluginFiles.Of(plugin, plugin).Paths, Is.EqualTo(new[] { "Bare.dll" }));
    }

    private static void WriteReferences(string path, params string[] names)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Bare.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Bare"), new(1, 0, 0, 0), default, default, default, default);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        foreach (var name in names) metadata.AddAssemblyReference(metadata.GetOrAddString(name), new(1, 0, 0, 0), default, default, default, default);
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new(metadata), new BlobBuilder()).Serialize(image);
        File.WriteAllBytes(path, image.ToArray());
    }
}
