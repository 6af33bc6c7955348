using System.IO.Compression;
using System.Xml.Linq;

namespace Packaging.Tests.Running;

/// <summary>Everything that is released, packed once for all tests by the one command that the README names.</summary>
internal static class Feed
{
    private static readonly Lazy<string> Packed = new(Pack);

    public static string Folder => Packed.Value;

    public static IEnumerable<string> Packages => Directory.EnumerateFiles(Folder, "*.nupkg");

    /// <summary>The one package of that id.</summary>
    public static string Package(string id) => Packages.Single(path => IdOf(path) == id);

    public static string[] Entries(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public static string Read(string package, string entry)
    {
        using var archive = ZipFile.OpenRead(package);
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The value of an element of the package's manifest.</summary>
    public static string? Manifest(string package, string element) => ManifestOf(package).Descendants().FirstOrDefault(node => node.Name.LocalName == element)?.Value;

    public static XDocument ManifestOf(string package) => XDocument.Parse(Read(package, Entries(package).Single(entry => entry.EndsWith(".nuspec", StringComparison.Ordinal))));

    /// <summary>Removes what was packed; the last to be called.</summary>
    public static void Remove()
    {
        if (Packed.IsValueCreated) Directory.Delete(Packed.Value, recursive: true);
    }

    private static string IdOf(string package) => Manifest(package, "id")!;

    private static string Pack()
    {
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-feed-").FullName;
        Ran.Of("dotnet", ["pack", "Gateway.Host/Gateway.Host", "-c", "Release", "-o", folder, "-v", "q", "--nologo"], Repository.Folder).Succeeded();
        return folder;
    }
}
