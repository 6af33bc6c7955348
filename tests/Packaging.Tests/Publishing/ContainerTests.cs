using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Packaging.Tests.Running;

namespace Packaging.Tests.Publishing;

/// <summary>The SDK's own container publishing, as far as a machine without image registry and container engine allows: the image is made and looked into, and its program run from the unpacked layers.</summary>
[Platform("Linux")]
public class ContainerTests
{
    [Test]
    public void The_SDK_makes_an_image_whose_layers_hold_a_gateway_that_runs()
    {
        using var registry = new ImageRegistry();
        using var newcomer = new Newcomer();
        var archive = Path.Combine(newcomer.Home, "image.tar");
        Ran.Of(
            "dotnet",
            ["publish", "Gateway.Host/Gateway.Host", "-c", "Release", "--use-current-runtime", "--self-contained", "-t:PublishContainer", $"-p:ContainerBaseImage={registry.BaseImage}", $"-p:ContainerArchiveOutputPath={archive}", "-p:PublishDir=" + Path.Combine(newcomer.Home, "out") + "/", "-v", "q", "--nologo"],
            Repository.Folder).Succeeded();

        var image = Directory.CreateDirectory(Path.Combine(newcomer.Home, "image")).FullName;
        TarFile.ExtractToDirectory(archive, image, overwriteFiles: true);
        var manifest = Parse(Path.Combine(image, "manifest.json"))[0];
        var config = Parse(Path.Combine(image, manifest.GetProperty("Config").GetString()!)).GetProperty("config");
        var root = Directory.CreateDirectory(Path.Combine(newcomer.Home, "root")).FullName;
        foreach (var layer in manifest.GetProperty("Layers").EnumerateArray()) Unpack(Path.Combine(image, layer.GetString()!), root);
        var program = config.GetProperty("Entrypoint")[0].GetString()!;
        var listed = newcomer.Run(Path.Combine(root, program.TrimStart('/')), newcomer.Home, "plugins", "list").Succeeded();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(program, Is.EqualTo("/app/mcp-gateway"));
            Assert.That(config.GetProperty("User").GetString(), Is.Not.EqualTo("root").And.Not.Empty);
            Assert.That(manifest.GetProperty("RepoTags")[0].GetString(), Does.StartWith("mcp-gateway:"));
            Assert.That(listed.Output, Does.Contain("basic"));
        }
    }

    private static JsonElement Parse(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;

    private static void Unpack(string archive, string folder)
    {
        using var input = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(input, folder, overwriteFiles: true);
    }
}
