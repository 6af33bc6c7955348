using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Gateway.Core.Tests.Plugins.Zoo;

/// <summary>A plugins folder that is filled with the output of the projects in tests/TestPlugins, whole or spoilt.</summary>
internal sealed class ZooFolder
{
    public ZooFolder(string path) => Directory.CreateDirectory(Path = path);

    public string Path { get; }

    /// <summary>The built files of a project in tests/TestPlugins.</summary>
    public static string Built(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory); // artifacts/bin/TESTS/debug
        return System.IO.Path.Combine(own.Parent!.Parent!.FullName, project, own.Name); // never null: see above
    }

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Adds a plugin with its folder.</summary>
    public ZooFolder Add(string project)
    {
        var built = Built(project);
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories)) Copy(file, System.IO.Path.Combine(project, System.IO.Path.GetRelativePath(built, file)));
        return this;
    }

    public ZooFolder Copy(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(to))!); // never null: it lies in the folder
        System.IO.File.Copy(from, File(to), overwrite: true);
        return this;
    }

    public ZooFolder Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(path))!); // never null: it lies in the folder
        System.IO.File.WriteAllText(File(path), text);
        return this;
    }

    public ZooFolder Delete(string path)
    {
        System.IO.File.Delete(File(path));
        return this;
    }

    /// <summary>Leaves a part of a file, as a copy that was interrupted does.</summary>
    public ZooFolder Cut(string path)
    {
        using var file = System.IO.File.OpenWrite(File(path));
        file.SetLength(file.Length / 2);
        return this;
    }

    /// <summary>Makes a plugin one that was built against another version of the contract.</summary>
    public ZooFolder SetContract(string path, ushort major, ushort minor)
    {
        var bytes = System.IO.File.ReadAllBytes(File(path));
        using var image = new PEReader(new MemoryStream(bytes));
        var reader = image.GetMetadataReader();
        var row = reader.AssemblyReferences.Single(handle => reader.GetString(reader.GetAssemblyReference(handle).Name) == "Gateway.Abstractions");
        var place = image.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + ((MetadataTokens.GetRowNumber(row) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef));
        BitConverter.TryWriteBytes(bytes.AsSpan(place), major);
        BitConverter.TryWriteBytes(bytes.AsSpan(place + 2), minor);
        System.IO.File.WriteAllBytes(File(path), bytes);
        return this;
    }
}
