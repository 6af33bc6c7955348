using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Containment;

public class InheritedEnvironmentTests
{
    private static string[] Variables(JsonNode? inherited)
    {
        using var workspace = new Workspace();
        workspace.Environment["MY_KEY"] = "1";
        workspace.Environment["OTHER_KEY"] = "2";
        workspace.Environment["MCPGATEWAY__LISTTIMEOUT"] = "15";
        var child = workspace.AddScripted().On("call-env", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{environment}}]}}""");
        if (inherited is not null) child.Configuration["inheritEnv"] = inherited;
        return workspace.Open().CallText("child_env").Split('\n');
    }

    [Test]
    public void By_default_nothing_is_inherited_but_the_usual() => Assert.That(Variables(null), Has.None.Contains("_KEY=").And.None.StartsWith("MCP_GATEWAY_HOME=").And.None.StartsWith("MCPGATEWAY__"));

    [Test]
    public void True_is_all_but_the_gateways_own() =>
        Assert.That(Variables(true), Has.Some.EqualTo("MY_KEY=1").And.Some.EqualTo("OTHER_KEY=2").And.None.StartsWith("MCP_GATEWAY_HOME=").And.None.StartsWith("MCPGATEWAY__"));

    [Test]
    public void Names_are_these_alone() => Assert.That(Variables(new JsonArray("MY_KEY")), Has.Some.EqualTo("MY_KEY=1").And.None.StartsWith("OTHER_KEY="));
}
