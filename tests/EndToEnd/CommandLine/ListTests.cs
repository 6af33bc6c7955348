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
        Assert.That(workspace.Run("list", "servers", "--probe").Output, Does.Match(@"good +ready +1").And.Match(@"bad +failed +0 +.*no database"));
    }

    [Test]
    public void Servers_are_json_for_programs()
    {
        using var workspace = TwoServers();
        var json = workspace.Run("list", "servers", "--probe", "--json").Json;
        Assert.That((json.GetProperty("good").GetProperty("state").GetString(), json.GetProperty("bad").GetProperty("state").GetString()), Is.EqualTo(("ready", "failed")));
    }

    [Test]
    public void Tools_are_those_of_now_and_not_of_an_earlier_start()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted("good").AnswerText("same");
        Assert.That(workspace.Run("list", "tools").Output, Does.Contain("good_same"));
        child.On("start", "exit 5");
        Assert.That(workspace.Run("list", "tools").Output, Does.Not.Contain("good_same"));
    }

    [Test]
    public void Servers_of_a_running_gateway_are_as_it_tells_and_none_is_started()
    {
        using var workspace = TwoServers();
        var gateway = workspace.Open();
        gateway.ListNames();
        Deadline.Until("its servers are listed", () => workspace.Run("list", "servers").Output.Contains(" failed ", StringComparison.Ordinal));
        var listed = workspace.Run("list", "servers");
        var json = workspace.Run("list", "servers", "--json").Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.Output, Does.Match(@"good +ready +1 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +0 +\d+ \(.+\)").And.Match(@"bad +failed +0 .*no database.*; it is started again at \d\d:\d\d:\d\d"));
            Assert.That(json[0].GetProperty("process").GetInt32(), Is.EqualTo(gateway.ProcessId));
            Assert.That(json[0].GetProperty("servers")[1].GetProperty("retry_at").GetDateTimeOffset(), Is.GreaterThan(json[0].GetProperty("servers")[1].GetProperty("since").GetDateTimeOffset()));
        }
    }

    [Test]
    public void Servers_of_a_configuration_that_no_gateway_runs_with_are_named_with_a_hint()
    {
        using var workspace = TwoServers();
        var listed = workspace.Run("list", "servers");
        Assert.That(listed.Output, Does.Match("good +not running"));
        Assert.That(listed.Error, Is.EqualTo("mcp-gateway: no gateway runs with this file; --probe starts its servers to see what they offer\n"));
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
