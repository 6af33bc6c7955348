using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class CallTests
{
    private const string Echo = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{line}}]}}""";

    private static JsonElement Arguments(CommandResult result)
    {
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("params").GetProperty("arguments");
    }

    private static Workspace WithEcho()
    {
        var workspace = new Workspace();
        workspace.AddScripted().On("call-echo", Echo).Describe(
            "echo", """{"name":"echo","inputSchema":{"type":"object","properties":{"text":{"type":"string"},"count":{"type":"integer"},"deep":{"type":"boolean"}}}}""");
        return workspace;
    }

    [Test]
    public void Pairs_are_what_the_tools_schema_says_they_are()
    {
        using var workspace = WithEcho();
        var arguments = Arguments(workspace.Run("call", "child_echo", "text=12", "count=12", "deep=true"));
        Assert.That(arguments.GetRawText(), Is.EqualTo("""{"text":"12","count":12,"deep":true}"""));
    }

    [Test]
    public void All_arguments_can_be_given_as_json()
    {
        using var workspace = WithEcho();
        Assert.That(Arguments(workspace.Run("call", "child_echo", "--json", """{"text": "a b", "n": [1]}""")).GetRawText(), Is.EqualTo("""{"text":"a b","n":[1]}"""));
    }

    [Test]
    public void All_arguments_can_be_given_in_a_file()
    {
        using var workspace = WithEcho();
        File.WriteAllText(workspace.PathOf("arguments.json"), "{\n  // a comment\n  \"text\": \"from a file\",\n}");
        Assert.That(Arguments(workspace.Run("call", "child_echo", "--json-file", workspace.PathOf("arguments.json"))).GetProperty("text").GetString(), Is.EqualTo("from a file"));
    }

    [Test]
    public void Raw_prints_the_whole_result()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().Answer("same", """{"content":[],"structuredContent":{"n":1.0}}""");
        Assert.That(workspace.Run("call", "child_same", "--raw").Output.TrimEnd(), Is.EqualTo("""{"content":[],"structuredContent":{"n":1.0}}"""));
    }

    [Test]
    public void A_masked_result_is_printed_to_stdout_and_what_was_masked_to_stderr()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", $"token {Secrets.GitHub}");
        var result = workspace.Run("call", "child_same", "--enable-guardrails", "basic");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Output.TrimEnd(), Is.EqualTo($"token {Secrets.GitHubMask}"));
            Assert.That(result.Error, Does.Contain("github_pat ×1"));
        }
    }

    [Test]
    public void Only_the_server_that_is_needed_is_started()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("wanted").AnswerText("same");
        var other = workspace.AddScripted("other").AnswerText("same");
        var result = workspace.Run("call", "wanted_same");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Output.TrimEnd(), Is.EqualTo("done"));
            Assert.That(other.HasStarted, Is.False);
        }
    }

    [Test]
    public void A_tools_error_ends_with_1()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().Answer("same", """{"content":[{"type":"text","text":"did not work"}],"isError":true}""");
        var result = workspace.Run("call", "child_same");
        Assert.That((result.ExitCode, result.Output.TrimEnd()), Is.EqualTo((1, "did not work")));
    }

    [TestCase("text=1", "--json", "{}")]
    [TestCase("no pair")]
    [TestCase("a=1", "a=2")]
    [TestCase("--json", "[1]")]
    [TestCase("--json", "{")]
    [TestCase("--json-file", "none.json")]
    public void Arguments_that_cannot_be_read_end_with_2(params string[] arguments)
    {
        using var workspace = WithEcho();
        var result = workspace.Run(["call", "child_echo", .. arguments]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Error, Does.StartWith("mcp-gateway: "));
        }
    }

    [Test]
    public void An_unknown_tool_ends_with_2_and_names_the_nearest()
    {
        using var workspace = WithEcho();
        var result = workspace.Run("call", "child_ecko");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Error, Does.Contain("Did you mean 'child_echo'?"));
        }
    }

    [Test]
    public void A_server_that_cannot_be_started_ends_with_3_and_its_reason()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("start", "stderr no database", "exit 5");
        var result = workspace.Run("call", "child_same");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(3));
            Assert.That(result.Error, Does.Contain("no database"));
        }
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_file_that_takes_stderr_has_the_log_and_the_message()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("start", "exit 5");
        var file = workspace.PathOf("stderr.txt");
        using var shell = Process.Start("/bin/sh", ["-c", "exec \"$@\" 2>\"$0\"", file, Built.Gateway, "call", "child_same", "--mcp-json-path", workspace.WriteConfiguration()]);
        Assert.That(shell.WaitForExit(Deadline.Limit), Is.True);
        Assert.That(File.ReadAllText(file), Does.Contain("no guardrail is enabled").And.Contain("mcp-gateway: Server 'child'"));
    }

    [Test]
    public void A_server_that_dies_in_the_call_ends_with_3()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-die", "exit 5");
        var result = workspace.Run("call", "child_die");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(3));
            Assert.That(result.Error, Does.Contain("exit code 5"));
        }
    }

    [Test]
    public void What_a_guardrail_refuses_ends_with_4()
    {
        using var workspace = new Workspace();
        workspace.Entry["plugins"] = JsonNode.Parse("""{"basic":{"actions":{"*":"block"}}}""");
        workspace.AddScripted().AnswerText("same", Secrets.Aws);
        var result = workspace.Run("call", "child_same", "--enable-guardrails", "basic");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(4));
            Assert.That(result.Output + result.Error, Does.Not.Contain(Secrets.Aws).And.Contain("blocked by gateway policy"));
        }
    }

    [Test]
    public void Control_characters_of_a_tool_do_not_reach_the_terminal()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", "a\u001b[31mred\u0007");
        Assert.That(workspace.Run("call", "child_same").Output, Does.Not.Contain('\u001b').And.Not.Contain('\u0007'));
    }

    [Test]
    public void The_quick_start_prints_masked_output()
    {
        using var workspace = new Workspace();
        var result = CommandResult.Of(
            ["call", "files_read_file", "path=tokens.txt", "--mcp-json-path", QuickStart(workspace), "--enable-guardrails", "basic"], workspace.Environment, Built.Repository);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Error);
            Assert.That(result.Output, Does.Contain($"HF_TOKEN = \"{Secrets.HuggingFaceMask}\"").And.Contain("APP_PORT = 8080"));
            Assert.That(result.Output, Does.Not.Match("hf_|ghp_|AKIA|eyJ|xapp-1"));
            Assert.That(result.Error, Does.Contain("huggingface_access_token ×1"));
        }
    }

    // The sample names the debug build; these tests may run in another.
    private static string QuickStart(Workspace workspace)
    {
        var text = File.ReadAllText(Path.Combine(Built.Repository, "samples", "QuickStart", "mcp.json"));
        var built = Path.GetRelativePath(Built.Repository, Path.ChangeExtension(Built.SampleServer, "dll")).Replace('\\', '/');
        return workspace.WriteConfiguration(text.Replace("artifacts/bin/SampleServer/debug/SampleServer.dll", built));
    }
}
