using System.Text.Json;
using Packaging.Tests.Running;

namespace Packaging.Tests.Contents;

public class PackageTests
{
    private static readonly string[] Platforms = ["linux-x64", "linux-arm64", "osx-arm64", "win-x64", "any"];

    private static IEnumerable<string> ToolPackages => Platforms.Select(platform => Feed.Package($"McpGateway.{platform}"));

    [Test]
    public void One_command_packs_the_tool_for_every_platform_the_contract_the_test_kit_and_the_template() =>
        Assert.That(Feed.Packages.Select(package => Feed.Manifest(package, "id")), Is.EquivalentTo(new[] { "McpGateway", "McpGateway.Abstractions", "McpGateway.Testing", "McpGateway.Templates" }.Concat(Platforms.Select(platform => $"McpGateway.{platform}"))));

    [Test]
    public void The_contract_is_reference_assemblies_and_depends_on_nothing()
    {
        var package = Feed.Package("McpGateway.Abstractions");

        var entries = Feed.Entries(package);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries, Does.Contain("ref/net10.0/Gateway.Abstractions.dll").And.Contain("ref/net10.0/Gateway.Abstractions.xml").And.Contain("ref/net10.0/System.Composition.AttributedModel.dll"));
            Assert.That(entries.Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)), Is.Empty, "a plugin would carry its own copy of the contract");
            Assert.That(Feed.ManifestOf(package).Descendants().Where(node => node.Name.LocalName == "dependency"), Is.Empty);
            Assert.That(Feed.Manifest(package, "version"), Does.StartWith("1.0."), "the contract's own version");
        }
    }

    [Test]
    public void The_test_kit_carries_the_implementation_and_depends_on_nothing()
    {
        var package = Feed.Package("McpGateway.Testing");

        var entries = Feed.Entries(package);
        using (Assert.EnterMultipleScope())
        {
            foreach (var assembly in (string[])["Gateway.Testing", "Gateway.Abstractions", "Gateway.Core", "System.Composition.Hosting", "Microsoft.Extensions.Logging.Abstractions"]) Assert.That(entries, Does.Contain($"lib/net10.0/{assembly}.dll"));
            Assert.That(entries, Does.Contain("lib/net10.0/Gateway.Testing.xml"));
            Assert.That(Feed.ManifestOf(package).Descendants().Where(node => node.Name.LocalName == "dependency"), Is.Empty);
        }
    }

    [Test]
    public void Galleries_see_an_MCP_server_and_its_manifest_names_this_version()
    {
        var package = Feed.Package("McpGateway");

        var manifest = JsonDocument.Parse(Feed.Read(package, ".mcp/server.json")).RootElement;
        var nuget = manifest.GetProperty("packages")[0];
        var version = Feed.Manifest(package, "version");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Feed.ManifestOf(package).Descendants().Where(node => node.Name.LocalName == "packageType").Select(type => type.Attribute("name")!.Value), Is.EquivalentTo(new[] { "DotnetTool", "McpServer" }));
            Assert.That(manifest.GetProperty("version").GetString(), Is.EqualTo(version));
            Assert.That(nuget.GetProperty("version").GetString(), Is.EqualTo(version));
            Assert.That(nuget.GetProperty("identifier").GetString(), Is.EqualTo("McpGateway"));
            Assert.That(nuget.GetProperty("registryType").GetString(), Is.EqualTo("nuget"));
        }
    }

    [Test]
    public void The_tool_carries_every_bundled_plugin_and_the_same_packages_for_authors_on_every_platform()
    {
        var plugins = Directory.EnumerateDirectories(Path.Combine(Repository.Folder, "Plugins")).Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any()).Select(folder => Path.GetFileName(folder)).ToArray();
        foreach (var package in ToolPackages)
        {
            var files = Feed.Entries(package).Where(entry => entry.StartsWith("tools/net10.0/", StringComparison.Ordinal)).Select(entry => string.Join('/', entry.Split('/')[3..])).ToArray();
            using (Assert.EnterMultipleScope())
            {
                foreach (var plugin in plugins) Assert.That(files, Does.Contain($"plugins/{plugin}/{plugin}.dll"), Path.GetFileName(package));
                foreach (var id in (string[])["McpGateway.Abstractions", "McpGateway.Testing", "McpGateway.Templates"]) Assert.That(files, Does.Contain($"sdk/{Path.GetFileName(Feed.Package(id))}"), Path.GetFileName(package));
                foreach (var file in (string[])["dll", "runtimeconfig.json", "deps.json"]) Assert.That(files, Does.Contain($"mcp-gateway-http.{file}"), Path.GetFileName(package));
                Assert.That(files.Where(file => file.EndsWith(".pdb", StringComparison.Ordinal)), Is.Empty, Path.GetFileName(package));
            }
        }
    }

    [Test]
    public void Native_libraries_are_in_the_package_of_their_platform_and_all_of_them_in_the_portable_one()
    {
        string[] platforms = ["linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-x64", "osx-arm64", "win-x64", "win-arm64"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Natives("any").Select(path => path.Split('/')[^3]), Is.EquivalentTo(platforms));
            foreach (var platform in Platforms[..^1]) Assert.That(Natives(platform), Has.Length.EqualTo(1), platform);
        }

        static string[] Natives(string platform) => [.. Feed.Entries(Feed.Package($"McpGateway.{platform}")).Where(path => path.Contains("/Xetrack/", StringComparison.Ordinal) && Path.GetFileName(path).Contains("e_sqlite3.", StringComparison.Ordinal) && !path.EndsWith("SQLitePCLRaw.provider.e_sqlite3.dll", StringComparison.Ordinal))];
    }

    [Test]
    public void What_others_wrote_is_named_with_its_licence()
    {
        foreach (var package in ToolPackages)
        {
            var notices = Feed.Read(package, "THIRD-PARTY-NOTICES.md");
            var carried = Feed.Entries(package).Where(entry => entry.Contains("/sdk/", StringComparison.Ordinal) && !entry.Contains("/McpGateway.", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).ToArray();
            var named = notices.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line.Split('|')[1].Trim()[^1])).Select(line => line.Split('|')[1].Trim().Replace(' ', '.').ToLowerInvariant());
            Assert.That(carried, Is.EquivalentTo(named), Path.GetFileName(package));
        }
    }

    [Test]
    public void The_template_names_the_versions_that_are_packed()
    {
        var template = Feed.Package("McpGateway.Templates");
        var text = string.Concat(Feed.Entries(template).Where(entry => entry.EndsWith(".csproj", StringComparison.Ordinal)).Select(entry => Feed.Read(template, entry)));
        foreach (var id in (string[])["McpGateway.Abstractions", "McpGateway.Testing"])
            Assert.That(text, Does.Contain($"Include=\"{id}\" Version=\"{Feed.Manifest(Feed.Package(id), "version")}\""));
    }
}
