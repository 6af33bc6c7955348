using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class GuardrailsAllowTests
{
    private static string[] HomeFiles(Workspace workspace) => Directory.GetFiles(Path.Combine(workspace.Folder, "home"));

    [Test]
    public void An_allowed_value_passes_is_counted_as_allowed_and_is_nowhere_in_clear()
    {
        using var workspace = new Workspace();
        workspace.Environment["LOGLEVEL"] = "TRACE";
        var child = workspace.AddScripted().AnswerText("same", $"{Secrets.GitHub} {Secrets.Aws}");
        var allowed = workspace.RunWithInput(Secrets.GitHub + "\n", "guardrails", "allow", "-", "--note", "the example of our handbook");
        var log = workspace.PathOf("gateway.log");
        var gateway = workspace.Open("--enable-guardrails", "basic", "--log-file", log);
        var answer = gateway.Call("child_same", $$"""{"text":"{{Secrets.GitHub}}"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((allowed.ExitCode, allowed.Error), Is.EqualTo((0, "")));
            Assert.That(RawClient.TextOf(answer), Is.EqualTo($"{Secrets.GitHub} {Secrets.AwsMask}"));
            Assert.That(answer.GetProperty("result").GetProperty("_meta").GetProperty("mcp-gateway/guardrails").GetRawText(), Is.EqualTo("""{"aws_access_token":1}"""));
            Assert.That(child.AwaitReceived("tools/call"), Does.Contain(Secrets.GitHub));
            Assert.That(gateway.Metadata().GetProperty("child").GetProperty("guardrails").GetRawText(), Is.EqualTo("""{"aws_access_token":{"masked":1},"github_pat":{"allowed":2}}"""));
            Assert.That(File.ReadAllText(log), Does.Contain("masked 1 aws_access_token; allowed 1 github_pat in the result of child/same (content)").And.Not.Contain(Secrets.GitHub));
            foreach (var file in HomeFiles(workspace)) Assert.That(File.ReadAllText(file), Does.Not.Contain(Secrets.GitHub), file);
        }
    }

    [Test]
    public void An_allowed_value_that_is_no_longer_allowed_is_masked_again()
    {
        using var workspace = new Workspace();
        workspace.RunWithInput(Secrets.GitHub, "guardrails", "allow", "-");
        Assert.That(Outcome(workspace), Is.EqualTo("passed"));
        var id = workspace.RunBare("guardrails", "allow", "--list", "--json").Json[0].GetProperty("id").GetString()!;
        Assert.That(workspace.RunBare("guardrails", "allow", "--remove", id).ExitCode, Is.Zero);
        Assert.That(Outcome(workspace), Is.EqualTo("masked"));
        Assert.That(workspace.RunBare("guardrails", "allow", "--remove", id).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void A_value_can_be_allowed_as_one_kind_only()
    {
        using var workspace = new Workspace();
        workspace.RunWithInput(Secrets.GitHub, "guardrails", "allow", "-", "--kind", "jwt");
        Assert.That(Outcome(workspace), Is.EqualTo("masked"));
        workspace.RunWithInput(Secrets.GitHub, "guardrails", "allow", "-", "--kind", "GITHUB_PAT");
        Assert.That(Outcome(workspace), Is.EqualTo("passed"));
    }

    [Test]
    public void What_is_allowed_is_listed_without_its_value()
    {
        using var workspace = new Workspace();
        workspace.RunWithInput(Secrets.GitHub, "guardrails", "allow", "-", "--kind", "github_pat", "--note", "handbook");
        Assert.That(workspace.RunBare("guardrails", "allow", "--list").Output, Does.Match(@"^ID +KIND +ADDED +NOTE\n[0-9a-f]{8} +github_pat +\d{4}-\d\d-\d\d +handbook\n$"));
    }

    [Test]
    public void Key_and_list_are_for_the_user_alone()
    {
        if (OperatingSystem.IsWindows()) return; // it has no such bits
        using var workspace = new Workspace();
        workspace.RunWithInput(Secrets.GitHub, "guardrails", "allow", "-");
        foreach (var file in HomeFiles(workspace)) Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
    }

    [Test]
    public void A_value_on_the_command_line_is_taken_with_a_warning()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("guardrails", "allow", Secrets.GitHub);
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Error, Does.Contain("history"));
    }

    [TestCase(new[] { "short" }, "fewer than 6 characters")]
    [TestCase(new[] { "<GITHUB_TOKEN>" }, "is a placeholder")]
    [TestCase(new[] { "long enough", "--note", "it is long enough" }, "the note holds the value")]
    [TestCase(new[] { "long enough", "--kind", "githubpat" }, "did you mean 'github_pat'?")]
    [TestCase(new[] { "long enough", "--list" }, "give one of")]
    [TestCase(new string[0], "give one of")]
    [TestCase(new[] { "--remove", "00000000" }, "no allowed value has the ID")]
    public void What_cannot_be_allowed_is_one_sentence_and_exit_code_2(string[] arguments, string error)
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare(["guardrails", "allow", .. arguments]);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(error));
    }

    [TestCase("allow.json", "{", "allow.json is damaged")]
    [TestCase("allow.json", """{"version":2,"values":[]}""", "written by a newer gateway")]
    [TestCase("allow.key", "short", "allow.key is damaged")]
    [TestCase("allow.key", null, "allow.key is missing")]
    public void A_damaged_file_ends_the_start_with_one_sentence(string file, string? content, string error)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        workspace.RunWithInput(Secrets.GitHub, "guardrails", "allow", "-");
        var path = Path.Combine(workspace.Folder, "home", file);
        if (content is null) File.Delete(path);
        else File.WriteAllText(path, content);
        var result = workspace.Run("serve", "--enable-guardrails", "basic");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(error).And.Not.Contain("\n   at "));
    }

    [Test]
    public void Values_that_are_allowed_at_the_same_time_are_all_kept()
    {
        using var workspace = new Workspace();
        Parallel.For(0, 4, new() { MaxDegreeOfParallelism = 4 }, number => workspace.RunWithInput($"value number {number}", "guardrails", "allow", "-"));
        Assert.That(workspace.RunBare("guardrails", "allow", "--list", "--json").Json.GetArrayLength(), Is.EqualTo(4));
    }

    private static string Outcome(Workspace workspace) => workspace.RunWithInput(Secrets.GitHub, "guardrails", "test", "-", "--json").Json.GetProperty("outcome").GetString()!;
}
