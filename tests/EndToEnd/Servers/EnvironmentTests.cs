using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Servers;

public class EnvironmentTests
{
    private static string[] Variables(Workspace workspace, Action<ScriptedChild>? configure = null)
    {
        var child = workspace.AddScripted().On("call-env", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{environment}}]}}""");
        configure?.Invoke(child);
        return workspace.Open().CallText("child_env").Split('\n');
    }

    [Test]
    public void A_child_inherits_none_of_the_gateways_secrets()
    {
        using var workspace = new Workspace();
        workspace.Environment["AWS_SECRET_ACCESS_KEY"] = "a secret of the gateway";
        workspace.Environment["LASSO_API_KEY"] = "another";
        var variables = Variables(workspace);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(variables, Has.None.Contains("secret").And.None.StartsWith("LASSO_"));
            Assert.That(variables, Has.Some.StartsWith("PATH=").And.Some.EqualTo("HOME=" + workspace.Folder));
        }
    }

    [Test]
    public void A_child_gets_the_variables_that_its_configuration_names()
    {
        using var workspace = new Workspace();
        workspace.Environment["FROM_OUTSIDE"] = "the value";
        var variables = Variables(workspace, child => child.Configuration["env"] = new JsonObject { ["API_KEY"] = "${FROM_OUTSIDE}", ["OTHER"] = "${NONE:-default}" });
        Assert.That(variables, Has.Some.EqualTo("API_KEY=the value").And.Some.EqualTo("OTHER=default").And.None.StartsWith("FROM_OUTSIDE="));
    }

    [Test]
    public void A_gateway_does_not_start_itself_through_its_own_configuration()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("good").AnswerText("same");
        workspace.Add("self", Built.Gateway, "--mcp-json-path", workspace.PathOf("mcp.json"));
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        Deadline.Until("the inner gateway has refused", () => gateway.Metadata().GetProperty("self").GetProperty("state").GetString() == "failed");
        Assert.That(gateway.Metadata().GetProperty("self").GetProperty("error").GetString(), Does.Contain("exit code 2"));
    }
}
