using EndToEnd.Running;

namespace EndToEnd.RealServers;

public class FilesystemTests
{
    private static Workspace Create(out string folder)
    {
        var workspace = new Workspace();
        folder = Directory.CreateDirectory(workspace.PathOf("data")).FullName;
        File.WriteAllText(Path.Combine(folder, "tokens.txt"), $"HF_TOKEN = \"{Secrets.HuggingFace}\"\nGITHUB_TOKEN='{Secrets.GitHub}', PORT=80\n");
        workspace.AddNpm("fs", "server-filesystem", folder);
        return workspace;
    }

    [TestCase(SdkClient.Legacy)]
    [TestCase(null)]
    public async Task A_secret_in_a_file_arrives_masked_and_counted(string? version)
    {
        using var workspace = Create(out var folder);
        await using var client = await SdkClient.OpenAsync(workspace, version);

        var result = await client.CallToolAsync("fs_read_text_file", new Dictionary<string, object?> { ["path"] = Path.Combine(folder, "tokens.txt") });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text(), Is.EqualTo($"HF_TOKEN = \"{Secrets.HuggingFaceMask}\"\nGITHUB_TOKEN='{Secrets.GitHubMask}', PORT=80\n"));
            Assert.That(result.StructuredContent?.GetRawText() ?? "", Does.Not.Contain(Secrets.HuggingFace));
            Assert.That(result.Count("huggingface_access_token"), Is.GreaterThanOrEqualTo(1));
            Assert.That(result.Count("github_pat"), Is.GreaterThanOrEqualTo(1));
        }
    }

    [Test]
    public async Task A_structured_result_is_masked_in_both_of_its_forms()
    {
        using var workspace = Create(out var folder);
        await using var client = await SdkClient.OpenAsync(workspace);

        var result = await client.CallToolAsync("fs_read_multiple_files", new Dictionary<string, object?> { ["paths"] = (string[])[Path.Combine(folder, "tokens.txt")] });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text(), Does.Contain(Secrets.HuggingFaceMask).And.Not.Contain(Secrets.HuggingFace));
            Assert.That(result.StructuredContent!.Value.GetRawText(), Does.Not.Contain(Secrets.HuggingFace).And.Not.Contain(Secrets.GitHub));
        }
    }

    [Test]
    public async Task A_secret_that_is_written_reaches_the_disk_masked_and_the_note_tells()
    {
        using var workspace = Create(out var folder);
        await using var client = await SdkClient.OpenAsync(workspace);
        var file = Path.Combine(folder, "new.txt");

        var result = await client.CallToolAsync("fs_write_file", new Dictionary<string, object?> { ["path"] = file, ["content"] = $"key={Secrets.Aws}" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo($"key={Secrets.AwsMask}"));
            Assert.That(result.Count("aws_access_token"), Is.GreaterThanOrEqualTo(1));
        }
    }

    [Test]
    public async Task A_tools_own_error_comes_through()
    {
        using var workspace = Create(out _);
        await using var client = await SdkClient.OpenAsync(workspace);
        var result = await client.CallToolAsync("fs_read_text_file", new Dictionary<string, object?> { ["path"] = "/etc/passwd" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsError, Is.True);
            Assert.That(result.Text(), Does.Contain("Access denied"));
        }
    }
}
