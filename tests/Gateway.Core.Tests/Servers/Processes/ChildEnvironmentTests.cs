using Gateway.Core.Configuration;
using Gateway.Core.Servers.Processes;

namespace Gateway.Core.Tests.Servers.Processes;

public class ChildEnvironmentTests
{
    [TestCase("PATH")]
    [TestCase("HOME")]
    [TestCase("USER")]
    [TestCase("LOGNAME")]
    [TestCase("SHELL")]
    [TestCase("LANG")]
    [TestCase("LC_ALL")]
    [TestCase("TERM")]
    [TestCase("TMPDIR")]
    [TestCase("HTTP_PROXY")]
    [TestCase("https_proxy")]
    [TestCase("NO_PROXY")]
    [TestCase("SSL_CERT_FILE")]
    [TestCase("SSL_CERT_DIR")]
    [TestCase("NODE_EXTRA_CA_CERTS")]
    [TestCase("npm_config_registry")]
    [TestCase("MCP_GATEWAY_NESTING")]
    public void What_a_child_needs_is_inherited(string name) => Assert.That(Of(name, "v"), Is.EqualTo(new Dictionary<string, string> { [name] = "v" }));

    [TestCase("AWS_SECRET_ACCESS_KEY")]
    [TestCase("GITHUB_TOKEN")]
    [TestCase("MCPGATEWAY__EXPOSE")]
    [TestCase("MCP_GATEWAY_HOME")]
    [TestCase("PATH_SECRET")]
    [TestCase("MY_PATH")]
    [TestCase("LD_PRELOAD")]
    [TestCase("NODE_OPTIONS")]
    [TestCase("DOTNET_STARTUP_HOOKS")]
    [TestCase("LC")]
    [TestCase("")]
    public void Nothing_else_is(string name) => Assert.That(Of(name, "v"), Is.Empty);

    [Test]
    public void What_is_configured_wins_and_may_have_any_name() => Assert.That(
        ChildEnvironment.Of(
            new Dictionary<string, string> { ["PATH"] = "own", ["SECRET"] = "own" },
            new() { Name = "s", Environment = new Dictionary<string, string> { ["PATH"] = "set", ["TOKEN"] = "t", ["EMPTY"] = "" } }),
        Is.EquivalentTo(new Dictionary<string, string> { ["PATH"] = "set", ["TOKEN"] = "t", ["EMPTY"] = "" }));

    [TestCase("AWS_SECRET_ACCESS_KEY")]
    [TestCase("NODE_OPTIONS")]
    public void All_of_it_is_inherited_when_the_configuration_says_so(string name) => Assert.That(Of(name, "v", InheritedVariables.All), Contains.Key(name));

    [TestCase("MCP_GATEWAY_HOME")]
    [TestCase("MCPGATEWAY__EXPOSE")]
    [TestCase("MCPGateway__ListTimeout")]
    [TestCase("LASSO_API_KEY")]
    [TestCase("XETRACK_DB")]
    public void What_is_the_gateways_own_is_not_in_all(string name) => Assert.That(Of(name, "v", InheritedVariables.All), Is.Empty);

    [Test]
    public void Names_are_inherited_one_by_one()
    {
        var own = new Dictionary<string, string> { ["ONE"] = "1", ["TWO"] = "2", ["MCP_GATEWAY_HOME"] = "/h" };
        var environment = ChildEnvironment.Of(own, new() { Name = "s", Inherited = InheritedVariables.Named(["ONE", "MCP_GATEWAY_HOME", "NONE"]) });
        Assert.That(environment, Is.EquivalentTo(new Dictionary<string, string> { ["ONE"] = "1", ["MCP_GATEWAY_HOME"] = "/h" }));
    }

    [Test]
    public void The_mark_of_the_gateways_above_stays_whatever_is_configured()
    {
        var server = new ServerConfiguration { Name = "s", Environment = new Dictionary<string, string> { ["MCP_GATEWAY_RUN"] = "forged" } };
        Assert.That(ChildEnvironment.Of(new Dictionary<string, string>(), server), Is.Empty);
        Assert.That(ChildEnvironment.Of(new Dictionary<string, string> { ["MCP_GATEWAY_RUN"] = "above/1/" }, server)["MCP_GATEWAY_RUN"], Is.EqualTo("above/1/"));
    }

    private static Dictionary<string, string> Of(string name, string value, InheritedVariables? inherited = null) =>
        ChildEnvironment.Of(new Dictionary<string, string> { [name] = value }, new() { Name = "s", Inherited = inherited ?? InheritedVariables.None });
}
