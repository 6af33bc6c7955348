using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.RealServers;

public class MemoryTests
{
    [Test]
    public async Task What_it_remembers_is_masked_on_its_way_in()
    {
        using var workspace = new Workspace();
        var store = workspace.PathOf("memory.jsonl");
        workspace.AddNpm("memory", "server-memory");
        workspace.Configure("memory")["env"] = new System.Text.Json.Nodes.JsonObject { ["MEMORY_FILE_PATH"] = store };
        await using var client = await SdkClient.OpenAsync(workspace);

        await client.CallToolAsync("memory_create_entities", new Dictionary<string, object?>
        {
            ["entities"] = JsonSerializer.SerializeToElement((object[])[new { name = "deploy", entityType = "note", observations = (string[])[$"uses {Secrets.GitHub}"] }]),
        });
        var graph = await client.CallToolAsync("memory_read_graph");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(store), Does.Contain($"uses {Secrets.GitHubMask}").And.Not.Contain(Secrets.GitHub));
            Assert.That(graph.Text(), Does.Contain($"uses {Secrets.GitHubMask}"));
        }
    }
}
