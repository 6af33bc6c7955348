using System.Text.Json;
using Gateway.Core.Tests.Plugins.Zoo;
using Packaging.Tests.Running;

namespace Packaging.Tests.Newcomers;

/// <summary>The table of bad plugins, through the tool as it is installed.</summary>
public class ZooTests
{
    [Test]
    public void Each_bad_plugin_is_one_line_and_the_bundled_ones_are_listed_beside_them()
    {
        using var newcomer = new Newcomer().InstallTool();
        var zoo = new ZooFolder(newcomer.Plugins);
        foreach (var bad in BadPlugins.Scanned) bad.Make(zoo);

        var listed = newcomer.Run(newcomer.Gateway, newcomer.Home, "plugins", "list").Succeeded();

        Assert.That(listed.Output, Does.Contain("basic").And.Contain("xetrack"));
        foreach (var bad in BadPlugins.Scanned) Assert.That(listed.Error.Split('\n'), Has.One.EqualTo($"mcp-gateway: {zoo.File(bad.Place.Split('/')[0])} is left out: {bad.Sentence}"));
    }

    [Test]
    public void A_bad_plugin_that_is_asked_for_ends_the_start_with_its_sentence()
    {
        using var newcomer = new Newcomer().InstallTool();
        foreach (var bad in BadPlugins.Loaded)
        {
            var folder = Directory.CreateTempSubdirectory("mcp-gateway-zoo-").FullName;
            bad.Make(new(folder));
            var configuration = Path.Combine(folder, "mcp.json");
            File.WriteAllText(configuration, $$$"""{"mcpServers":{"mcp-gateway":{"command":"mcp-gateway","servers":{},"plugins":{{{{JsonSerializer.Serialize(bad.Enabled)}}}:{"options":{{{bad.Options}}} } } } } }""");

            var ended = newcomer.Run(newcomer.Gateway, folder, "--mcp-json-path", configuration, "--plugins-dir", folder, "-p", bad.Enabled);

            using (Assert.EnterMultipleScope())
            {
                Assert.That((ended.ExitCode, ended.Output), Is.EqualTo((2, "")), bad.Enabled);
                Assert.That(ended.Error, Does.Contain($"can't be used: {bad.Sentence}"), bad.Enabled);
            }

            Directory.Delete(folder, recursive: true);
        }
    }
}
