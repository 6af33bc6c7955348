using EndToEnd.Running;

namespace EndToEnd.BadInput;

public class ConfigurationTests
{
    private static void AssertRefused(CommandResult result, string reason)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Output, Is.Empty, "stdout carries MCP only");
            Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), "one clear line");
            Assert.That(result.Error, Does.StartWith("mcp-gateway: ").And.Contain(reason));
        }
    }

    [Test]
    public void A_missing_file_is_named_and_ends_the_start()
    {
        using var workspace = new Workspace();
        AssertRefused(workspace.RunBare("--mcp-json-path", workspace.PathOf("none.json")), $"The configuration file {workspace.PathOf("none.json")} does not exist.");
    }

    [Test]
    public void An_unreadable_file_is_named_and_ends_the_start()
    {
        using var workspace = new Workspace();
        AssertRefused(workspace.RunBare("--mcp-json-path", workspace.Folder), $"{workspace.Folder} is a folder");
    }

    [TestCase("basic", "jwtt", "(did you mean 'jwt'?)", "the nearest of them: jwt, ")]
    [TestCase("basic", "unthinkable", "which the guardrail does not have; it has", "the nearest of them: ")]
    [TestCase("lasso", "nonsense", "which the guardrail does not have; it has: ", "warning")]
    public void An_action_for_an_unknown_kind_names_those_that_are_near(string guardrail, string kind, string reason, string known)
    {
        using var workspace = new Workspace();
        var policy = """{"plugins": {"GUARDRAIL": {"actions": {"KIND": "block"}, "options": OPTIONS}}}"""
            .Replace("GUARDRAIL", guardrail).Replace("KIND", kind).Replace("OPTIONS", guardrail == "lasso" ? """{"lasso_api_key": "k"}""" : "{}");
        File.WriteAllText(workspace.PathOf("policy.json"), policy);

        var result = workspace.RunBare("guardrails", "test", "x", "--enable-guardrails", guardrail, "--config", workspace.PathOf("policy.json"));

        AssertRefused(result, $"names the kind '{kind}'");
        Assert.That(result.Error, Does.Contain(reason).And.Contain(known).And.Length.LessThan(600));
    }

    [TestCase("{\n  \"mcpServers\": oops\n}", "line 2, column 17")]
    [TestCase("", "the file is empty")]
    [TestCase("{\"mcpServers\": {\"a\": {\"command\": 1}}}", "line 1, column 34")]
    public void An_invalid_file_is_refused_with_its_place(string text, string place)
    {
        using var workspace = new Workspace();
        AssertRefused(workspace.RunBare("serve", "--mcp-json-path", workspace.WriteConfiguration(text)), place);
    }

    [Test]
    public void The_same_server_name_twice_is_refused()
    {
        using var workspace = new Workspace();
        var path = workspace.WriteConfiguration("{\"mcpServers\": {\"twin\": {\"command\": \"a\"},\n\"twin\": {\"command\": \"b\"}}}");
        AssertRefused(workspace.RunBare("--mcp-json-path", path), "twin");
    }

    [Test]
    public void A_missing_path_is_told() => AssertRefusedBare([], "--mcp-json-path");

    [Test]
    public void An_unknown_guardrail_is_refused_with_those_that_exist()
    {
        using var workspace = new Workspace();
        workspace.AddScripted();
        AssertRefused(workspace.Run("--enable-guardrails", "basik"), "basic");
    }

    [Test]
    public void A_missing_plugins_folder_is_refused()
    {
        using var workspace = new Workspace();
        workspace.AddScripted();
        AssertRefused(workspace.Run("--enable-guardrails", "basic", "--plugins-dir", workspace.PathOf("none")), "none");
    }

    [Test]
    public void An_unknown_key_of_the_gateways_entry_is_refused_with_the_nearest()
    {
        using var workspace = new Workspace();
        workspace.Entry["plugin"] = new System.Text.Json.Nodes.JsonObject();
        AssertRefused(workspace.Run(), "plugins");
    }

    [Test]
    public void Plain_names_with_two_servers_are_refused()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("one");
        workspace.AddScripted("two");
        AssertRefused(workspace.Run("--tool-names", "plain"), "exactly one server");
    }

    [TestCase("--no-such-option")]
    [TestCase("--expose", "everything")]
    [TestCase("no-such-command")]
    public void What_the_command_line_does_not_know_is_refused_by_name(params string[] arguments)
    {
        using var workspace = new Workspace();
        AssertRefused(workspace.Run(arguments), arguments[^1]);
    }

    [Test]
    public void No_servers_are_said_and_get_metadata_answers_in_standalone_mode()
    {
        using var workspace = new Workspace();
        var gateway = workspace.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.Metadata().GetProperty("status").GetString(), Is.EqualTo("standalone_mode"));
            Assert.That(gateway.ListNames(), Is.EqualTo(new[] { "get_metadata", "run_tool" }));
        }

        gateway.AwaitError("no servers are configured");
    }

    private static void AssertRefusedBare(string[] arguments, string reason)
    {
        using var workspace = new Workspace();
        AssertRefused(workspace.RunBare(arguments), reason);
    }
}
