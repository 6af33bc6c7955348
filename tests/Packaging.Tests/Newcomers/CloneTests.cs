using Packaging.Tests.Running;

namespace Packaging.Tests.Newcomers;

public class CloneTests
{
    [Test]
    public void Inside_a_clone_the_template_is_installed_from_its_folder_and_uses_the_sources()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Folder, "artifacts", "tries", Guid.NewGuid().ToString("N"))).FullName;
        var templates = Path.Combine(folder, "templates");
        try
        {
            Ran.Of("dotnet", ["new", "install", "./plugin-template", "--debug:custom-hive", templates], Repository.Folder).Succeeded();
            Ran.Of("dotnet", ["new", "mcpgateway-plugin", "-n", "InClone", "--kind", "both", "--no-restore", "--debug:custom-hive", templates], folder).Succeeded();
            var project = Path.Combine(folder, "InClone");

            var tested = Ran.Of("dotnet", ["test", "--nologo", "-p:McpGatewayPlugins=" + Path.Combine(folder, "plugins")], project).Succeeded();

            var assets = File.ReadAllText(Path.Combine(project, "InClone", "obj", "project.assets.json"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(tested.Output, Does.Contain("Passed!").And.Contain("Failed:     0"));
                Assert.That(assets, Does.Contain("Gateway.Abstractions.csproj"), "a project, not a package");
                Assert.That(File.Exists(Path.Combine(folder, "plugins", "InClone", "InClone.dll")), Is.True);
                Assert.That(File.Exists(Path.Combine(folder, "plugins", "InClone", "Gateway.Abstractions.dll")), Is.False, "a plugin carries no copy of the contract");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
