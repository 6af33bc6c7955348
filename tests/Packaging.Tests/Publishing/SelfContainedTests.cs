using Packaging.Tests.Running;

namespace Packaging.Tests.Publishing;

public class SelfContainedTests
{
    [Test]
    public async Task A_self_contained_folder_runs_where_there_is_no_dotnet()
    {
        using var newcomer = new Newcomer();
        var folder = Path.Combine(newcomer.Home, "gateway");
        Ran.Of("dotnet", ["publish", "Gateway.Host/Gateway.Host", "-c", "Release", "--use-current-runtime", "--self-contained", "-o", folder, "-v", "q", "--nologo"], Repository.Folder).Succeeded();
        newcomer.Environment["PATH"] = folder;
        newcomer.Environment["DOTNET_ROOT"] = newcomer.Home; // nothing is there

        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "mcp-gateway.exe" : "mcp-gateway");
        var listed = newcomer.Run(program, newcomer.Home, "plugins", "list").Succeeded();

        Assert.That(listed.Output, Does.Contain("basic").And.Contain("presidio"));
        Assert.That(listed.Error, Is.Empty);

        await File.WriteAllTextAsync(Path.Combine(newcomer.Home, "mcp.json"), """{"mcpServers": {}}""");
        using var gateway = new ServedGateway(newcomer, program, newcomer.Home, "--mcp-json-path", "mcp.json");
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri(gateway.Url, "/ready")), Does.Contain("ok"));
    }
}
