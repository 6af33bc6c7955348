using EndToEnd.Running;

namespace EndToEnd.Listing;

public class OwnToolTests
{
    [Test]
    public void Get_metadata_tells_each_servers_state_capabilities_and_tools()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        var child = gateway.Metadata().GetProperty("child");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(child.GetProperty("status").GetString(), Is.EqualTo("active"));
            Assert.That(child.GetProperty("state").GetString(), Is.EqualTo("ready"));
            Assert.That(child.GetProperty("capabilities").TryGetProperty("tools", out _), Is.True);
            Assert.That(child.GetProperty("original_tools")[0].GetProperty("name").GetString(), Is.EqualTo("same"));
        }
    }

    [TestCase(true, "Guardrails in force: basic.")]
    [TestCase(false, "No guardrail is enabled: messages pass unchecked.")]
    public void Get_metadata_tells_which_guardrails_are_in_force(bool isGuarded, string sentence)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var content = (isGuarded ? workspace.OpenGuarded() : workspace.Open()).Call("get_metadata").GetProperty("result").GetProperty("content");
        Assert.That(content[1].GetProperty("text").GetString(), Is.EqualTo(sentence));
    }

    [Test]
    public void Run_tool_calls_by_the_servers_own_names_and_masks()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        var text = workspace.OpenGuarded().CallText("run_tool", $$$"""{"server_name":"child","tool_name":"same","arguments":{"a":1.0,"k":"{{{Secrets.GitHub}}}"} }""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Is.EqualTo(Secrets.HuggingFaceMask));
            Assert.That(child.AwaitReceived("tools/call"), Does.Contain($$$"""{"a":1.0,"k":"{{{Secrets.GitHubMask}}}"}""").And.Contain("\"same\""));
        }
    }

    [TestCase("nobody", "same", "Proxied server 'nobody' not found.")]
    [TestCase("child", "sane", "Did you mean 'same'?")]
    public void Run_tool_tells_what_does_not_exist(string server, string tool, string sentence)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        var answer = gateway.Call("run_tool", $$"""{"server_name":"{{server}}","tool_name":"{{tool}}"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("result").GetProperty("isError").GetBoolean(), Is.True);
            Assert.That(RawClient.TextOf(answer), Does.Contain(sentence));
        }
    }

    [Test]
    public void Run_tool_on_a_server_that_failed_says_that_it_is_not_active()
    {
        using var workspace = new Workspace();
        workspace.Add("bad", "no-such-command-at-all");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        Assert.That(gateway.CallText("run_tool", """{"server_name":"bad","tool_name":"x"}"""), Does.StartWith("Proxied server 'bad' session is not active."));
    }

    [TestCase("{}")]
    [TestCase("""{"server_name":"child"}""")]
    [TestCase("""{"server_name":"child","tool_name":"same","arguments":[]}""")]
    [TestCase("""{"server_name":"child","tool_name":"same","tool_name":"other"}""")]
    public void Run_tool_with_odd_arguments_is_refused(string arguments)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        Assert.That(workspace.OpenGuarded().Call("run_tool", arguments).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32602));
    }
}
