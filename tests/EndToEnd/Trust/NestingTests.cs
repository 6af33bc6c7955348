using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Trust;

public class NestingTests
{
    private const string Reason = "this configuration starts a gateway that reads it again";

    private static readonly string Assembly = Path.ChangeExtension(Built.Gateway, ".dll");

    // The wrapper of a launcher that the configuration's reader cannot see through.
    private static void AssertEnds(Workspace workspace, string configuration, JsonObject? environment = null)
    {
        var server = workspace.Add("again", "dotnet", Assembly, "--mcp-json-path", configuration);
        if (environment is not null) server["env"] = environment;
        workspace.AddScripted("good").AnswerText("same");
        var gateway = workspace.Open();
        Deadline.Until("it has failed", () => gateway.Metadata().GetProperty("again").GetProperty("state").GetString() == "failed");
        Assert.That(gateway.Metadata().GetProperty("again").GetProperty("error").GetString(), Does.Contain(Reason));
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
    }

    [Test]
    public void A_gateway_that_is_started_by_its_own_file_ends()
    {
        using var workspace = new Workspace();
        AssertEnds(workspace, workspace.PathOf("mcp.json"));
    }

    [Test]
    public void A_relative_path_is_the_same_file()
    {
        using var workspace = new Workspace();
        AssertEnds(workspace, "./home/../mcp.json");
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_link_is_the_same_file()
    {
        using var workspace = new Workspace();
        File.CreateSymbolicLink(workspace.PathOf("link.json"), workspace.PathOf("mcp.json"));
        AssertEnds(workspace, workspace.PathOf("link.json"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_linked_folder_leads_to_the_same_file()
    {
        using var workspace = new Workspace();
        Directory.CreateSymbolicLink(workspace.PathOf("loop"), workspace.Folder);
        AssertEnds(workspace, workspace.PathOf("loop/loop/mcp.json"));
    }

    [Test]
    public void A_file_that_clears_the_mark_ends_all_the_same()
    {
        using var workspace = new Workspace();
        AssertEnds(workspace, workspace.PathOf("mcp.json"), new() { ["MCP_GATEWAY_NESTING"] = "" });
    }
}
