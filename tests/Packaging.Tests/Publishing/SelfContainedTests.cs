using Packaging.Tests.Running;

namespace Packaging.Tests.Publishing;

public class SelfContainedTests
{
    [Test]
    public void A_self_contained_folder_runs_where_there_is_no_dotnet()
    {
        using var newcomer = new Newcomer();
        var folder = Path.Combine(newcomer.Home, "gateway");
        Ran.Of("dotnet", ["publish", "Gateway.Host/Gateway.Host", "-c", "Release", "--use-current-runtime", "--self-contained", "-o", folder, "-v", "q", "--nologo"], Repository.Folder).Succeeded();
        newcomer.Environment["PATH"] = folder;
        newcomer.Environment["DOTNET_ROOT"] = newcomer.Home; // nothing is there

        var listed = newcomer.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "mcp-gateway.exe" : "mcp-gateway"), newcomer.Home, "plugins", "list").Succeeded();

        Assert.That(listed.Output, Does.Contain("basic").And.Contain("presidio"));
        Assert.That(listed.Error, Is.Empty);
    }
}
