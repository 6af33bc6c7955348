using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class GuardrailsTestTests
{
    private const string Reporting = """{"plugins":{"basic":{"actions":{"*":{"toClient":"report","toServer":"block"}}}}}""";

    [Test]
    public void The_text_is_shown_as_it_would_arrive_with_every_finding()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("guardrails", "test", $"use {Secrets.GitHub} now");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Output, Does.StartWith($"use {Secrets.GitHubMask} now\n").And.Match(@"basic +github_pat +value +4–44 +\S+ +mask +ghp_…"));
            Assert.That(result.Output + result.Error, Does.Not.Contain(Secrets.GitHub[..5]));
        }
    }

    [Test]
    public void The_text_can_come_from_stdin_and_the_answer_be_JSON()
    {
        using var workspace = new Workspace();
        var json = workspace.RunWithInput(Secrets.Aws + "\n", "guardrails", "test", "-", "--json", "--property", "key", "--direction", "to-server").Json;
        var finding = json.GetProperty("findings")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("outcome").GetString(), Is.EqualTo("masked"));
            Assert.That(json.GetProperty("text").GetString(), Is.EqualTo(Secrets.AwsMask));
            Assert.That(finding.GetProperty("kind").GetString(), Is.EqualTo("aws_access_token"));
            Assert.That((finding.GetProperty("start").GetInt32(), finding.GetProperty("end").GetInt32()), Is.EqualTo((0, 20)));
        }
    }

    [Test]
    public void A_value_that_is_only_reported_is_shortened_all_the_same()
    {
        using var workspace = new Workspace();
        File.WriteAllText(workspace.PathOf("config.json"), Reporting);
        var result = workspace.RunBare("guardrails", "test", $"use {Secrets.GitHub} now", "--config", "config.json");
        Assert.That(result.Output, Does.StartWith("use ghp_… now\n").And.Match(@" report +ghp_…").And.Not.Contain(Secrets.GitHub[..5]));
    }

    [Test]
    public void What_is_blocked_has_its_reason_and_exit_code_4()
    {
        using var workspace = new Workspace();
        File.WriteAllText(workspace.PathOf("config.json"), Reporting);
        var result = workspace.RunBare("guardrails", "test", Secrets.GitHub, "--config", "config.json", "--direction", "to-server");
        Assert.That(result.ExitCode, Is.EqualTo(4));
        Assert.That(result.Output, Does.Contain("blocked: basic found github_pat").And.Not.Contain(Secrets.GitHub));
    }

    [Test]
    public void Nothing_found_is_said()
    {
        using var workspace = new Workspace();
        Assert.That(workspace.RunBare("guardrails", "test", "good morning").Output, Is.EqualTo("Nothing was found; the text passes as it is.\n"));
    }

    [TestCase("eval")]
    [TestCase("test")]
    [TestCase("allow")]
    public void Help_names_the_options(string command)
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("guardrails", command, "--help");
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Contain("--enable-guardrails").And.Contain("--config"));
    }
}
