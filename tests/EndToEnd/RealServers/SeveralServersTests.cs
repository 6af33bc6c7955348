using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.RealServers;

public class SeveralServersTests
{
    [Test]
    public async Task Real_servers_and_the_sample_server_work_side_by_side()
    {
        using var workspace = new Workspace();
        workspace.AddNpm("all", "server-everything", "stdio");
        workspace.AddNpm("memory", "server-memory");
        workspace.AddSample("files", ("tokens.txt", $"HF_TOKEN = \"{Secrets.HuggingFace}\""));
        workspace.AddSample("notes", ("today.txt", "nothing special"));
        await using var client = await SdkClient.OpenAsync(workspace);

        Assert.That(await client.NamesAsync(), Has.Member("all_echo").And.Member("memory_read_graph").And.Member("files_read_file").And.Member("notes_read_file"));
        var file = await client.CallToolAsync("files_read_file", new Dictionary<string, object?> { ["path"] = "tokens.txt" });
        var note = await client.CallToolAsync("run_tool", new Dictionary<string, object?> { ["server_name"] = "notes", ["tool_name"] = "read_file", ["arguments"] = new { path = "today.txt" } });
        var metadata = JsonDocument.Parse((await client.CallToolAsync("get_metadata")).Text()).RootElement;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(file.Text(), Is.EqualTo($"HF_TOKEN = \"{Secrets.HuggingFaceMask}\""));
            Assert.That(note.Text(), Is.EqualTo("nothing special"));
            Assert.That(metadata.EnumerateObject().Where(server => server.Value.ValueKind == JsonValueKind.Object && server.Value.TryGetProperty("status", out var status) && status.GetString() == "active").Count(), Is.EqualTo(4));
        }
    }

    [TestCase(SdkClient.Legacy)]
    [TestCase(null)]
    public async Task The_sample_server_is_called_by_a_client_of_either_era(string? version)
    {
        using var workspace = new Workspace();
        workspace.AddSample("files", ("tokens.txt", $"k: {Secrets.Aws}"));
        await using var client = await SdkClient.OpenAsync(workspace, version);
        var result = await client.CallToolAsync("files_read_file", new Dictionary<string, object?> { ["path"] = "tokens.txt" });
        Assert.That(result.Text(), Is.EqualTo($"k: {Secrets.AwsMask}"));
    }
}
