using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class ListTests
{
    private static Workspace TwoServers()
    {
        var workspace = new Workspace();
        workspace.AddScripted("good").AnswerText("same");
        workspace.AddScripted("bad").On("start", "stderr no database", "exit 5");
        return workspace;
    }

    [Test]
    public void Tools_are_a_table_for_people_without_colour_when_piped()
    {
        using var workspace = TwoServers();
        var result = workspace.Run("list", "tools");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Output, Does.Match(@"^TOOL +DESCRIPTION\n").And.Match(@"good_same +Plays a script\.").And.Not.Contain('\u001b'));
        }
    }

    [Test]
    public void Tools_are_json_for_programs()
    {
        using var workspace = TwoServers();
        Assert.That(workspace.Run("list", "tools", "--json").Json.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()), Is.EqualTo(new[] { "get_metadata", "run_tool", "good_same" }));
    }

    [TestCase("prompts", @"^PROMPT +DESCRIPTION\ngood_greet +Says hello\.")]
    [TestCase("resources", @"^URI +DESCRIPTION\nfile:///a\?x +A file")]
    public void Prompts_and_resources_are_tables_too(string what, string expected)
    {
        using var workspace = new Workspace();
        workspace.AddScripted("good")
            .On("prompts-list", """send {"jsonrpc":"2.0","id":{id},"result":{"prompts":[{"name":"greet","description":"Says hello."}]}}""")
            .On("resources-list", """send {"jsonrpc":"2.0","id":{id},"result":{"resources":[{"uri":"file:///a?x","name":"A file"}]}}""");
        Assert.That(workspace.Run("list", what).Output, Does.Match(expected));
    }

    [Test]
    public void Servers_are_a_table_with_state_and_reason()
    {
        using var workspace = TwoServers();
        Assert.That(workspace.Run("list", "servers").Output, Does.Match(@"good +ready +1").And.Match(@"bad +failed +0 +.*no database"));
    }

    [Test]
    public void Servers_are_json_for_programs()
    {
        using var workspace = TwoServers();
        var json = workspace.Run("list", "servers", "--json").Json;
        Assert.That((json.GetProperty("good").GetProperty("state").GetString(), json.GetProperty("bad").GetProperty("state").GetString()), Is.EqualTo(("ready", "failed")));
    }

    [Test]
    public void The_version_is_one_line()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("--version");
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Match(@"^\d+\.\d+\.\d+\S*\n$"));
    }

    [TestCase("--help")]
    [TestCase("serve", "--help")]
    [TestCase("call", "--help")]
    [TestCase("list", "--help")]
    public void Help_names_the_options(params string[] arguments)
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare(arguments);
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Contain("--mcp-json-path").And.Contain("--enable-guardrails"));
    }
}
